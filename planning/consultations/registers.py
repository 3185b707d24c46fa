"""Forms of consultation as a sheet."""

from import_export.fields import Field

from planning.consultations.models import ConsultationForm
from secretariat.registers import RegisterResource, Whole


class ConsultationFormResource(RegisterResource):
    """Forms in which the office consults, known by their names."""

    order = Field(attribute="order", widget=Whole(), default=999)

    class Meta(RegisterResource.Meta):
        model = ConsultationForm
