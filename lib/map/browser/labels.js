// Where the names of dots find room. Pure: numbers in, numbers out.

const GAP = 3
// From a dot, where its name stands: across and down, each -1, 0 or 1, and how far beyond its rim.
const NEAR = [[0, -1], [1, 0], [-1, 0], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]]
const SPOTS = [...NEAR.map(way => [...way, 0]), ...NEAR.map(way => [...way, 14])]

function boxAt({ x, y, r, w, h }, [across, down, further]) {
  const slant = across && down ? 0.7 : 1
  const reach = (r + GAP + further) * slant
  const left = across ? (across > 0 ? x + reach : x - reach - w) : x - w / 2
  const top = down ? (down > 0 ? y + reach : y - reach - h) : y - h / 2
  return [left, top, left + w, top + h]
}

const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

function touches([left, top, right, bottom], { x, y, r }) {
  const across = x - Math.max(left, Math.min(x, right))
  const down = y - Math.max(top, Math.min(y, bottom))
  return across * across + down * down < (r + 1) * (r + 1)
}

// `names`: {id, x, y, r, w, h} from the most important on. `dots`: {x, y, r}. `taken`: boxes.
// `before`: the spots by id that names had, which they keep where they can. Boxes are
// [left, top, right, bottom]. Returned: by id {box, spot, far} of each name that has room, lying on
// no dot, on no other name, on nothing taken, and within `bounds`; `most` of them.
export function place(names, dots, taken, bounds, before = new Map(), most = Infinity) {
  const placed = new Map()
  const boxes = [...taken]
  const free = box =>
    box[0] >= bounds[0] && box[1] >= bounds[1] && box[2] <= bounds[2] && box[3] <= bounds[3] &&
    !boxes.some(other => overlaps(box, other)) && !dots.some(dot => touches(box, dot))
  for (const name of names) {
    if (placed.size >= most) break
    const kept = before.get(name.id)
    const order = kept === undefined ? SPOTS.keys() : [kept, ...SPOTS.keys()]
    for (const spot of order) {
      const box = boxAt(name, SPOTS[spot])
      if (!free(box)) continue
      boxes.push(box)
      placed.set(name.id, { box, spot, far: SPOTS[spot][2] > 0 })
      break
    }
  }
  return placed
}
