'use strict';
// Places on a plane: kilometres east and north, as the charts do it, and what lies where.

export const KM_PER_DEGREE = 111.32; // of latitude; of longitude times the cosine of the latitude

/** A projection around bounds [west, south, east, north]: to and from km, y pointing south. */
export function projection([west, south, east, north]) {
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
  return {
    width: (east - west) * KM_PER_DEGREE * shrink,
    height: (north - south) * KM_PER_DEGREE,
    toKm: (lon, lat) => [(lon - west) * KM_PER_DEGREE * shrink, (north - lat) * KM_PER_DEGREE],
    toDegrees: (x, y) => [west + x / (KM_PER_DEGREE * shrink), north - y / KM_PER_DEGREE],
  };
}

/** True if a point lies within a ring of [x, y]. */
function inRing([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** The cell that holds a place, or null; a hole is a ring within a ring. */
export function cellAt(cells, lon, lat) {
  return cells.find((cell) => cell.rings.filter((ring) => inRing([lon, lat], ring)).length % 2 === 1) || null;
}

/** Straight-line km between two places in degrees. */
export function kmBetween([lon, lat], [lon2, lat2]) {
  const shrink = Math.cos(((lat + lat2) / 2) * (Math.PI / 180));
  return Math.hypot((lon - lon2) * shrink, lat - lat2) * KM_PER_DEGREE;
}

/** The demand point {lon, lat, …} nearest to a place, with its straight-line km: [point, km], or null. */
export function nearestPoint(points, lon, lat) {
  let best = null;
  for (const point of points) {
    const km = kmBetween([lon, lat], [point.lon, point.lat]);
    if (!best || km < best[1]) best = [point, km];
  }
  return best;
}

/**
 * Where a name of a region stands clear: the one of points [x, y] farthest from all others, near the middle
 * where that tells no difference. A km across counts a third, as names are wide.
 */
export function clearest(points, others) {
  const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const far = ([x, y], [x2, y2]) => Math.hypot((x - x2) / 3, y - y2);
  const worth = (point) => Math.min(...others.map((one) => far(point, one))) - 0.1 * far(point, middle);
  return points.reduce((best, point) => (worth(point) > worth(best) ? point : best));
}

/** The nearest of points {x, y} in a direction [dx, dy] from one, or null: near and straight ahead first. */
export function nearestToward(points, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const point of points) {
    const [x, y] = [point.x - from.x, point.y - from.y];
    const ahead = x * dx + y * dy;
    if (point === from || ahead <= 0) continue;
    const cost = ahead + 2.5 * Math.abs(x * dy - y * dx);
    if (cost < least) [best, least] = [point, cost];
  }
  return best;
}
