// Values in words for a person, as wording.py says them: nothing is made more exact than it is.

const LONG = "January February March April May June July August September October November December".split(" ");
export const MONTHS = LONG.map((month) => month.slice(0, 3));

/** "air_strike" as "air strike". */
export const plain = (value: string): string => value.replaceAll("_", " ");

/** "2022-07-14" as "14 Jul 2022". */
export function day(iso: string | null | undefined): string {
  if (!iso) return "date not known";
  const [year, month, date] = iso.split("-").map(Number) as [number, number, number];
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** A range of days, as coarse as it is known. */
export function days(start: string | null, end: string | null, precision?: string | null): string {
  if (!start || !end) return day(start ?? end);
  if (start === end) return day(start);
  const [y1, m1, d1] = start.split("-").map(Number) as [number, number, number];
  const [y2, m2, d2] = end.split("-").map(Number) as [number, number, number];
  const whole = d1 === 1 && d2 === new Date(Date.UTC(y2, m2, 0)).getUTCDate();
  if (precision === "year" && y1 === y2 && whole && m1 === 1 && m2 === 12) return String(y1);
  if (precision === "month" && y1 === y2 && m1 === m2 && whole) return `${LONG[m1 - 1]} ${y1}`;
  if (y1 === y2 && m1 === m2) return `${d1}–${d2} ${MONTHS[m1 - 1]} ${y1}`;
  if (y1 === y2) return `${d1} ${MONTHS[m1 - 1]} – ${d2} ${MONTHS[m2 - 1]} ${y1}`;
  return `${day(start)} – ${day(end)}`;
}

/** A number with its noun. */
export const counted = (n: number, noun: string): string => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
