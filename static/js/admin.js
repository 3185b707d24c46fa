/* Names for the search fields of the administration, which are drawn by a script that gives them none. */
"use strict";
{
  const $ = window.django && window.django.jQuery;

  const nameOf = (select) => select.getAttribute("aria-label") || select.labels[0]?.textContent.trim() || "";

  const named = (select) => {
    const drawn = select.nextElementSibling;
    const box = drawn?.querySelector(".select2-selection");
    const shown = drawn?.querySelector(".select2-selection__rendered");
    if (!box) return;
    // The box says its field before what is chosen; what is chosen is a text and a field of its own no more.
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    shown.id ||= `${select.id}-chosen`;
    box.id ||= `${select.id}-box`;
    box.setAttribute("aria-label", nameOf(select));
    box.setAttribute("aria-labelledby", `${box.id} ${shown.id}`);
    drawn.querySelector(".select2-search__field")?.setAttribute("aria-label", nameOf(select));
  };

  // Django names the search by a drawing, and that in English.
  const search = document.getElementById("searchbar");
  search?.setAttribute("aria-label", search.form.querySelector("[type=submit]").value);

  const all = (root) => root.querySelectorAll(".admin-autocomplete.select2-hidden-accessible").forEach(named);

  // After the fields have been drawn: by the same clock, and registered later.
  if ($) {
    $(() => all(document));
    document.addEventListener("formset:added", (event) => all(event.target));
    // The list that opens has a search field of its own.
    $(document).on("select2:open", (event) => {
      const field = document.querySelector(".select2-container--open .select2-search--dropdown .select2-search__field");
      field?.setAttribute("aria-label", nameOf(event.target));
    });
  }
}
