// Which place names a map shows from which zoom on: the most populous first, none within a label's width of another.
const SPACING = 64; // screen dots between two names
const LIMIT = 420; // names in a country's file
const WORLD_LIMIT = 420;

const dots = (zoom) => (256 * 2 ** zoom) / 360;

// How many of the most populous may be named at each zoom: an empty part of a country gets no hamlet before its towns.
const RANKS = [14, 45, 130, 360, Infinity];
const WORLD_RANKS = [60, 180, 700];

function spread(rows, zooms, ranks, limit, spacing) {
  const out = [];
  const taken = new Set();
  for (const [step, zoom] of zooms.entries()) {
    const cell = spacing / dots(zoom);
    const shown = new Map();
    const key = (lat, lon) => `${Math.floor(lon / cell)}:${Math.floor(lat / cell)}`;
    const near = (lat, lon) => {
      for (const dx of [-cell, 0, cell])
        for (const dy of [-cell, 0, cell])
          for (const [a, b] of shown.get(key(lat + dy, lon + dx)) ?? [])
            if (Math.abs(a - lat) < cell * 0.6 && Math.abs(b - lon) < cell) return true;
      return false;
    };
    const put = (lat, lon) => shown.set(key(lat, lon), [...(shown.get(key(lat, lon)) ?? []), [lat, lon]]);
    out.forEach(([, lat, lon]) => put(lat, lon));
    for (const [i, [name, , , lat, lon]] of rows.entries()) {
      if (out.length >= limit) return out;
      if (i >= ranks[step]) break;
      if (taken.has(i) || near(lat, lon)) continue;
      put(lat, lon);
      taken.add(i);
      out.push([name, Math.round(lat * 1000) / 1000, Math.round(lon * 1000) / 1000, zoom]);
    }
  }
  return out;
}

/** Rows [name, latitude, longitude, first zoom] of a country's towns. */
export function towns(cc, all, box) {
  const own = all.filter((t) => t[1] === cc && t[5] >= 300);
  const span = Math.max(box[2] - box[0], box[3] - box[1]);
  const first = Math.max(2, Math.round(Math.log2((360 * 500) / (256 * Math.max(span, 0.2)))) - 1);
  return spread(own, [0, 1, 2, 3, 4].map((i) => first + i), RANKS, LIMIT, SPACING);
}

/** The same of the whole world, for zooms at which no country's own file need be read. */
export function worldTowns(all) {
  return spread(all.filter((t) => t[5] >= 400000), [3, 4, 5], WORLD_RANKS, WORLD_LIMIT, 90);
}
