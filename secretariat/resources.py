"""Simple records as sheets in the administration: out without formulas, in after a preview, both of them logged."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm, ImportForm
from import_export.resources import Diff, ModelResource
from import_export.results import RowResult
from import_export.tmp_storages import MediaStorage
from tablib import Dataset

from secretariat import sheets
from secretariat.audit import services as audit
from secretariat.audit.export import record_export, record_import
from secretariat.classified import unmarked
from secretariat.errors import Refused

# How long a sheet waits for its confirmation.
_KEPT = timedelta(hours=24)
_VERBS = {RowResult.IMPORT_TYPE_NEW: "admin.added", RowResult.IMPORT_TYPE_UPDATE: "admin.changed"}


# ── Formats ──────────────────────────────────────────────────────────────────────────────────────────────────────────
class _Sheet(Format):
    suffix: ClassVar[str]

    def __init__(self, encoding: str | None = None) -> None:
        self.encoding = encoding

    def get_title(self) -> str:
        return self.suffix

    def get_extension(self) -> str:
        return self.suffix

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True


class Xlsx(_Sheet):
    suffix = "xlsx"

    def create_dataset(self, content: bytes) -> Dataset:
        return _dataset(sheets.read_xlsx(content))

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        with sheets.write_xlsx(dataset.title or self.suffix, dataset.headers, dataset) as file:
            return file.read()

    def get_content_type(self) -> str:
        return sheets.XLSX


class Csv(_Sheet):
    suffix = "csv"

    def create_dataset(self, content: bytes) -> Dataset:
        return _dataset(sheets.read_csv(content))

    def export_data(self, dataset: Dataset, **kwargs: Any) -> bytes:
        return "".join(sheets.csv_lines(dataset.headers, dataset)).encode()

    def get_content_type(self) -> str:
        return sheets.CSV


FORMATS = [Xlsx, Csv]


def _dataset(rows: list[list[Any]]) -> Dataset:
    width = max(len(row) for row in rows)
    filled = [[*row, *[None] * (width - len(row))] for row in rows]
    if len(filled) == 1:
        raise Refused(_("The sheet has no rows below its headings."))
    return Dataset(*filled[1:], headers=[str(title or "").strip() for title in filled[0]])


# ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
class Words(Diff):
    """What a row changes, in marks that need no style of their own; columns that other tables hold are told as well."""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.left, self.new = self._read_field_values(resource, instance), new
        self.right: list[Any] = []

    def compare_with(self, resource: Any, instance: Any) -> None:
        self.right = self._read_field_values(resource, instance)

    def as_html(self) -> list[Any]:
        pairs = zip(self.left, self.right, strict=True)
        return [_marked("" if self.new else str(before), str(after)) for before, after in pairs]

    @classmethod
    def _read_field_values(cls, resource: Any, instance: Any) -> list[Any]:
        return ["" if (value := resource.export_field(f, instance)) is None else value
                for f in resource.get_import_fields()]  # fmt: skip


def _marked(before: str, after: str) -> Any:
    if before == after:
        return after
    return format_html("<del>{}</del> <ins>{}</ins>", before, after) if before else format_html("<ins>{}</ins>", after)


class SheetResource(ModelResource):
    """Rows of one model under headings in the reader's language; the headings of every language are understood.

    `titles` names the columns; `parts` are those that other tables hold: read by `dehydrate_<name>`, checked by
    `clean_<name>`, written by `save_<name>`.
    """

    titles: ClassVar[dict[str, Any]] = {}
    parts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        store_instance = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name, title in self.titles.items():
            self.fields[name].column_name = str(title)

    @classmethod
    def hint(cls) -> str:
        """What to know before the sheet is filled in."""
        return ""

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Words

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        known = {title: name for name, label in self.titles.items() for title in {name, *in_every_language(label)}}
        unknown = [title for title in dataset.headers if title and title not in known]
        if unknown:
            raise Refused(_("Nobody knows these columns: %(names)s") % {"names": _(", ").join(unknown)})
        names = [known.get(title, "") for title in dataset.headers]
        missing = [str(self.titles[name]) for name in self.get_import_id_fields() if name not in names]
        if missing:
            raise Refused(_("These columns are missing: %(names)s") % {"names": _(", ").join(missing)})
        dataset.headers = [str(self.titles[name]) if name else "" for name in names]

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        if any(value not in (None, "") for value in row.values()):
            return super().import_row(row, instance_loader, **kwargs)
        empty = self.get_row_result_class()()
        empty.import_type, empty.diff = RowResult.IMPORT_TYPE_SKIP, [""] * len(self.get_import_fields())
        return empty

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        for title, value in row.items():
            # A number in a column of texts (a login name of digits) is meant as it is read.
            row[title] = str(int(value)) if isinstance(value, float) and value.is_integer() else value
            row[title] = str(row[title]).strip() if row[title] is not None else ""

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as trouble:
            errors = trouble.update_error_dict(errors)
        for name in self._given(row):
            try:
                getattr(self, f"clean_{name}")(instance, self._cell(row, name))
            except ValueError as trouble:
                errors[name] = [ValidationError(str(trouble))]
        if errors:
            raise ValidationError(errors)

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, **kwargs: Any) -> None:
        # What no field of the model is called cannot be left out of its own checks.
        found = import_validation_errors or {}
        held = {name: errors for name, errors in found.items() if name not in self.parts}
        told = {name: errors for name, errors in found.items() if name in self.parts}
        try:
            super().validate_instance(instance, held, **kwargs)
        except ValidationError as trouble:
            # What was held is among it, and is said once.
            told = trouble.update_error_dict(told)
        if told:
            raise ValidationError(told)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        same = all(getattr(self, f"dehydrate_{name}")(instance) == self._cell(row, name) for name in self._given(row))
        return same and bool(super().skip_row(instance, original, row, import_validation_errors))

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for name in self._given(row):
            getattr(self, f"save_{name}")(instance, self._cell(row, name))

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        if verb := _VERBS.get(row_result.import_type):
            changed = self._changes(row_result.original, row_result.instance)
            facts: dict[str, Any] = {"changed": changed, "sheet": kwargs.get("file_name") or ""}
            audit.record(actor=kwargs.get("user"), verb=verb, subject=row_result.instance, **facts)

    def after_import(self, dataset: Dataset, result: Any, **kwargs: Any) -> None:
        for row in result.invalid_rows:
            row.error_dict = {self.titles.get(name, name): found for name, found in row.error_dict.items()}

    def _changes(self, original: Any, instance: Any) -> dict[str, list[str]]:
        if original is None:
            return {}
        values = {
            name: [str(f.export(record)) for record in (original, instance)]
            for name, f in self.fields.items()
            if f.attribute
        }
        return {name: pair for name, pair in values.items() if pair[0] != pair[1]}

    def _given(self, row: Any) -> list[str]:
        return [name for name in self.parts if self.fields[name].column_name in row]

    def _cell(self, row: Any, name: str) -> str:
        return str(row[self.fields[name].column_name] or "")


def in_every_language(label: Any) -> set[str]:
    """A lazy text in all languages of the site."""
    said = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.add(str(label))
    return said


# ── Administration ───────────────────────────────────────────────────────────────────────────────────────────────────
class PreviewStorage(MediaStorage):
    """Sheets that wait for their confirmation, where every web server finds them; what was left lying is swept out."""

    def save(self, data: Any) -> None:
        oldest = timezone.now() - _KEPT
        if default_storage.exists(self.MEDIA_FOLDER):
            for name in default_storage.listdir(self.MEDIA_FOLDER)[1]:
                path = f"{self.MEDIA_FOLDER}/{name}"
                if default_storage.get_modified_time(path) < oldest:
                    default_storage.delete(path)
        super().save(data)


class SheetImportForm(ImportForm):
    """A sheet whose format is told by its name."""

    import_file = forms.FileField(
        label=gettext_lazy("Sheet (.xlsx or .csv, at most 5 MB)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"] = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def media(self) -> forms.Media:
        return forms.Media()

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        stem, _dot, suffix = file.name.lower().rpartition(".")
        unmarked(stem)
        if suffix not in {one.suffix for one in FORMATS}:
            raise forms.ValidationError(_("Send a sheet as .xlsx or .csv."))
        if file.size > sheets.MAX_BYTES:
            raise forms.ValidationError(_("The file is too large: at most 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if file := cleaned.get("import_file"):
            suffix = file.name.rpartition(".")[2].lower()
            cleaned["format"] = str([one.suffix for one in FORMATS].index(suffix))
        return cleaned


class SheetExportForm(ExportForm):
    """The format of the sheet that goes out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].label = _("Format of the sheet")
        self.initial["format"] = "0"


class SheetAdmin(ImportExportMixin):
    """Import with a preview and export, for a `RecordedAdmin` with a `SheetResource`; what fails changes nothing."""

    formats = FORMATS
    import_form_class = SheetImportForm
    export_form_class = SheetExportForm
    tmp_storage_class = PreviewStorage
    # The events of the log tell more.
    skip_admin_log = True

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)  # type: ignore[attr-defined]

    def has_export_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))  # type: ignore[attr-defined]

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_context_data(**kwargs), "hint": self.resource_classes[0].hint()}

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        words = str(e) if isinstance(e, Refused) else _("This file cannot be read. Send a sheet like the exported one.")
        form.add_error("import_file", words)

    def import_action(self, request: HttpRequest, **kwargs: Any) -> Any:
        response = super().import_action(request, **kwargs)
        context = getattr(response, "context_data", None) or {}
        name = getattr(request.FILES.get("import_file"), "tmp_storage_name", "")
        if name and "confirm_form" not in context:
            # Of what was refused nothing is kept.
            PreviewStorage(name=name).remove()
        return response

    def process_import(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The import itself; the sheet of the preview may have been swept out meanwhile."""
        try:
            return super().process_import(request, **kwargs)
        except (FileNotFoundError, Refused):
            return self._send_again(request, _("The preview has grown old. Send the sheet again."))

    def process_result(self, result: Any, request: HttpRequest) -> Any:
        if result.has_errors() or result.has_validation_errors():
            said = _("Something has changed since the preview: nothing was imported. Send the sheet again.")
            return self._send_again(request, said)
        with transaction.atomic():
            record_import(self.model, by=request.user, totals={k: n for k, n in result.totals.items() if n})
        return super().process_result(result, request)

    def _send_again(self, request: HttpRequest, words: str) -> Any:
        messages.error(request, words)
        return redirect("admin:{}_{}_import".format(*self.get_model_info()))

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        new, changed = result.totals[RowResult.IMPORT_TYPE_NEW], result.totals[RowResult.IMPORT_TYPE_UPDATE]
        same = result.totals[RowResult.IMPORT_TYPE_SKIP]
        said = _("Imported: %(new)d new, %(changed)d changed, %(same)d as before.")
        messages.success(request, said % {"new": new, "changed": changed, "same": same})

    def get_export_filename(self, request: HttpRequest, queryset: Any, file_format: Any) -> str:
        """What it holds, in the reader's words, and the day in the office."""
        return f"{self.model._meta.verbose_name_plural}-{timezone.localdate()}.{file_format.get_extension()}"

    def _do_file_export(self, file_format: Any, request: HttpRequest, queryset: Any, export_form: Any = None) -> Any:
        with transaction.atomic():
            facts = {"rows": queryset.count(), "form": file_format.get_extension()}
            record_export(self.model, by=request.user, filter=request.GET.urlencode(), **facts)
            response = super()._do_file_export(file_format, request, queryset, export_form)
        name = self.get_export_filename(request, queryset, file_format)
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
