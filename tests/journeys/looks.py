"""What axe finds on a page, reading each look of its texts on few pages only."""

from collections import Counter
from typing import Any

from playwright.sync_api import Page

# A look: colour, size and weight of a text, and what lies behind it, up to the page. Only by these does axe judge
# whether it can be read, which takes most of its time. Of each look two texts are read on the first two pages that have
# it: one may lie where axe cannot judge.
ON_PAGES = 2
READ = """async ([options, exclude, known]) => {
  const grounds = new Map(), looks = new Map();
  const ground = one => {
    if (!one) return '';
    if (!grounds.has(one)) {
      const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(one);
      const own = [backgroundColor, backgroundImage, opacity, position.replace('relative', 'static')].join();
      grounds.set(one, ground(one.parentElement) + (own === 'rgba(0, 0, 0, 0),none,1,static' ? '' : '/' + own));
    }
    return grounds.get(one);
  };
  const isText = one => one.matches('input, select, textarea')
    || [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isOut = [...exclude, ':disabled', '[aria-disabled=true]'].join();
  for (const one of document.querySelectorAll('body *')) {
    if (!isText(one) || !one.checkVisibility() || one.closest(isOut)) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one);
    const look = [color, fontSize, fontWeight, textShadow, ground(one)].join(), times = looks.get(look) || 0;
    if (known.includes(look) || times === 2) continue;
    looks.set(look, times + 1);
    one.toggleAttribute('data-unread', true);
  }
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-unread]'}]});
  const {violations} = options.runOnly && !looks.size ? {violations: []} : await axe.run({exclude}, options);
  document.querySelectorAll('[data-unread]').forEach(one => one.toggleAttribute('data-unread', false));
  return [violations, [...looks.keys()]];
}"""
READ_ALL = "async ([options, exclude]) => [(await axe.run({exclude}, options)).violations, []]"


class Looks:
    """The looks that were read; or none, so that each text is read."""

    def __init__(self, *, all_texts: bool = False) -> None:
        self.all_texts = all_texts
        self._pages: Counter[str] = Counter()

    def read(self, tab: Page, options: dict[str, Any], exclude: list[str]) -> list[Any]:
        """The violations that axe finds by these options, but for what is excluded."""
        known = [look for look, pages in self._pages.items() if pages == ON_PAGES]
        violations, read = tab.evaluate(READ_ALL if self.all_texts else READ, [options, exclude, known])
        self._pages.update(read)
        return violations
