// Charts without the style sheet that their library puts into each: the page's own has it, and its policy allows no other.

/** The chart as it may stand in a page. */
export function unstyled<T extends Element>(chart: T): T {
  for (const sheet of chart.querySelectorAll("style")) sheet.remove();
  return chart;
}
