// The elements of the map. What is there already is changed, so that no rerun loses what is seen.

import { place } from "./labels.js"
import { projection } from "./camera.js"

const SVG = "http://www.w3.org/2000/svg"

export function make(parent, name, attributes = {}) {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  parent.append(element)
  return element
}

function set(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value)
}

const ends = id => id.split("~")

// Each takes longer to make than all that it writes.
const written = new Map()
function number(value, lang) {
  if (typeof value !== "number") return value
  if (!written.has(lang)) written.set(lang, new Intl.NumberFormat(lang))
  return written.get(lang).format(value)
}

const middle = ([x1, y1], [x2, y2], bend) =>
  [(x1 + x2) / 2 - (y2 - y1) * bend, (y1 + y2) / 2 + (x2 - x1) * bend]

export class Scene {
  // `choosable` if units and links are to be gone through and chosen by keyboard.
  constructor(svg, choosable) {
    this.choosable = choosable
    this.world = make(svg, "g", { "aria-hidden": "true" })
    this.areas = make(this.world, "g", { class: "areas" })
    this.added = make(this.world, "g", { class: "added" })
    this.spots = make(svg, "g", { "aria-hidden": "true" })
    this.links = make(svg, "g", { role: "presentation" })
    this.units = make(svg, "g", { role: "presentation" })
    this.leaders = make(svg, "g", { "aria-hidden": "true" })
    this.names = make(svg, "g", { "aria-hidden": "true" })
    this.items = new Map()
    this.labels = new Map()
    // Where names were when nothing was pointed at: there they go back to.
    this.calm = new Map()
    this.file = null
  }

  // What no filter changes.
  show(file) {
    this.file = file
    this.areas.replaceChildren()
    this.added.replaceChildren()
    this.spots.replaceChildren()
    this.names.replaceChildren()
    this.labels.clear()
    this.calm.clear()
    this.areaOf = new Map()
    for (const [id, path] of file.areas)
      this.areaOf.set(id, make(this.areas, "path", { class: "area", "data-area": id, d: path }))
    const [left, top, right, bottom] = file.inset
    make(this.added, "path", { class: "frame", d: `M${left} ${top}H${right}V${bottom}H${left}z` })
    this.extra = []
    const { box, marks } = file.overlay ?? { box: null, marks: [] }
    if (box) make(this.added, "rect",
      { x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] })
    for (const mark of marks) {
      for (const line of mark.lines) make(this.added, "path", { d: "M" + line.map(p => p.join(" ")).join("L") })
      const dots = mark.dots.map(at => ({ at, element: make(this.spots, "circle", { class: "spot", r: 2.5 }) }))
      this.extra.push({ id: `added ${this.extra.length}`, text: mark.name, at: mark.at, dots })
    }
    this.told = new Map(file.areas.map(([id, , ...told]) => [id, told]))
  }

  // What the filter leaves: classes of areas, links and units. Patched by their ids.
  patch(data) {
    const { file } = this
    file.areas.forEach(([id], n) =>
      set(this.areaOf.get(id), "fill", data.fills[parseInt(data.areas[n], 36)]))
    const wanted = new Map()
    for (const [n, kind, width, documents, records, ...recent] of data.links) {
      const [from, to, bend] = file.links[n]
      const pair = [file.seats[from], file.seats[to]]
      const [colour, caption, opacity] = data.scale[kind]
      const id = pair.map(([key]) => key).join("~")
      const name = pair.map(seat => seat[3]).join(" – ")
      wanted.set(id, { id, link: true, pair, bend, colour, opacity, width, name, caption, documents, records, recent })
    }
    for (const [n, size, documents, records] of data.units) {
      const [id, x, y, name] = file.seats[n]
      wanted.set(id, { id, link: false, at: [x, y], size, name, documents, records, recent: [] })
    }
    for (const item of wanted.values()) {
      if (!item.link) continue
      for (const end of ends(item.id)) wanted.get(end)?.recent.push(...item.recent)
    }
    for (const item of wanted.values()) item.caption = data.notes[item.id] ?? item.caption
    for (const item of wanted.values()) item.recent = item.recent.sort((a, b) => a - b).slice(0, 3)
    for (const [id, item] of this.items) if (!wanted.has(id)) item.element.remove()
    for (const [id, item] of wanted) this.draw(item, this.items.get(id)?.element, data)
    this.items = wanted
    this.order()
    this.name()
  }

  draw(item, old, data) {
    const parent = item.link ? this.links : this.units
    const option = this.choosable ? { role: "option", tabindex: -1 } : {}
    const element = old ?? make(parent, "g",
      { class: `item ${item.link ? "link" : "unit"}`, "data-id": item.id, ...option })
    if (!old) for (const name of item.link ? ["casing", "hit", "line"] : ["ring", "dot"])
      make(element, item.link ? "path" : "circle", { class: name })
    item.element = element
    item.parts = Object.fromEntries([...element.children].map(part => [part.getAttribute("class"), part]))
    if (item.link) {
      set(item.parts.line, "stroke", item.colour)
      set(item.parts.line, "stroke-opacity", item.opacity)
      set(item.parts.line, "stroke-width", item.width)
      set(item.parts.casing, "stroke-width", item.width + 6)
    } else {
      set(item.parts.dot, "r", item.size)
      set(item.parts.ring, "r", item.size + 3)
    }
    item.chosen = item.link ? ends(item.id).every(end => data.chosen.includes(end)) : data.chosen.includes(item.id)
    item.marked = data.marked.includes(item.id)
    element.classList.toggle("marked", item.marked)
    element.classList.toggle("chosen", item.chosen)
    if (!this.choosable) return
    set(element, "aria-selected", item.chosen)
    set(element, "aria-label", this.said(item).join("; "))
  }

  // Links lie on each other in the order in which they came.
  order() {
    for (const parent of [this.links, this.units]) {
      let at = parent.firstChild
      for (const item of this.items.values()) {
        if (item.element.parentNode !== parent) continue
        if (item.element === at) at = at.nextSibling
        else parent.insertBefore(item.element, at)
      }
    }
  }

  // A text for each name; measured once, since that takes a layout.
  name() {
    const wanted = [
      ...this.extra.map(({ id, text, at }) => ({ id, text, at, kind: "name added", size: 2.5 })),
      ...[...this.items.values()].filter(item => !item.link)
        .map(({ id, name, at, size }) => ({ id, text: name, at, kind: "name", size })),
    ]
    const kept = new Set(wanted.map(({ id }) => id))
    for (const [id, label] of this.labels) if (!kept.has(id)) {
      label.element.remove()
      this.labels.delete(id)
    }
    const fresh = []
    for (const { id, text, at, kind, size } of wanted) {
      const label = this.labels.get(id) ?? { id, element: make(this.names, "text", { class: kind, "data-name": id }) }
      Object.assign(label, { at, size, extra: kind !== "name" })
      if (label.text !== text) {
        label.element.textContent = label.text = text
        fresh.push(label)
      }
      this.labels.set(id, label)
    }
    for (const label of fresh) label.element.removeAttribute("display")
    for (const label of fresh) label.box = label.element.getBBox()
    for (const label of fresh) {
      const [x, y] = ["x", "y"].map(name => Number(label.element.getAttribute(name) ?? 0))
      Object.assign(label, { up: y - label.box.y, aside: label.box.x - x, w: label.box.width, h: label.box.height })
    }
  }

  // Everything at its place on the screen: sizes are in pixels however large the map is.
  layout(camera, size, { related, taken, most }) {
    const at = projection(camera, this.file, size)
    set(this.world, "transform", `translate(${at.left} ${at.top}) scale(${at.scale})`)
    set(this.areas, "transform", "scale(0.1)")
    const dots = []
    for (const { dots: spots } of this.extra)
      for (const { at: [x, y], element } of spots) {
        const [cx, cy] = at.to(x, y)
        set(element, "cx", cx)
        set(element, "cy", cy)
        dots.push({ x: cx, y: cy, r: 2.5 })
      }
    for (const item of this.items.values()) {
      if (item.link) this.bend(item, at)
      else {
        const [x, y] = (item.point = at.to(...item.at))
        for (const part of Object.values(item.parts)) {
          set(part, "cx", x.toFixed(1))
          set(part, "cy", y.toFixed(1))
        }
        dots.push({ x, y, r: item.size })
      }
    }
    this.write(at, size, dots, { related, taken, most })
  }

  bend(item, at) {
    const [one, other] = item.pair.map(([, x, y]) => at.to(x, y))
    const [mx, my] = middle(one, other, item.bend)
    item.point = [(one[0] + 2 * mx + other[0]) / 4, (one[1] + 2 * my + other[1]) / 4]
    const path = `M${one.map(n => n.toFixed(1)).join(" ")}Q${mx.toFixed(1)} ${my.toFixed(1)} ${other.map(n => n.toFixed(1)).join(" ")}`
    for (const part of Object.values(item.parts)) set(part, "d", path)
  }

  // The names that have room, those of what is pointed at before all others.
  write(at, size, dots, { related, taken, most }) {
    const rank = id => {
      if (this.labels.get(id).extra) return 0
      const item = this.items.get(id)
      if (related.has(id)) return 1
      if (item.chosen || item.marked) return 2
      return 3
    }
    const order = [...this.labels.values()].sort((a, b) =>
      rank(a.id) - rank(b.id) || this.weight(b.id) - this.weight(a.id))
    const names = order.map(label => {
      const [x, y] = at.to(...label.at)
      return { id: label.id, x, y, r: label.size, w: label.w, h: label.h }
    })
    // Within the window alone, so that nothing is named of which the dot is not seen.
    const seen = names.filter(({ x, y }) => x >= 0 && y >= 0 && x <= size.width && y <= size.height)
    const before = new Map([...this.calm].map(([id, { spot }]) => [id, spot]))
    const placed = place(seen, dots, taken, [2, 2, size.width - 2, size.height - 2], before, most)
    if (!related.size) this.calm = placed
    this.leaders.replaceChildren()
    for (const label of this.labels.values()) {
      const found = placed.get(label.id)
      set(label.element, "display", found ? "inline" : "none")
      label.element.classList.toggle("on", related.has(label.id))
      if (!found) continue
      set(label.element, "x", (found.box[0] - label.aside).toFixed(1))
      set(label.element, "y", (found.box[1] + label.up).toFixed(1))
      if (found.far) this.lead(at.to(...label.at), found.box)
    }
  }

  lead([x, y], [left, top, right, bottom]) {
    make(this.leaders, "line", {
      class: "leader", x1: x, y1: y, x2: Math.max(left, Math.min(x, right)), y2: Math.max(top, Math.min(y, bottom)),
    })
  }

  weight(id) {
    const item = this.items.get(id)
    return item ? item.documents * 1000 + item.records : 0
  }

  // What belongs to a unit or link: itself, its links and the units at their other ends.
  related(id) {
    const found = new Set([id])
    if (id.includes("~")) for (const end of ends(id)) found.add(end)
    else for (const item of this.items.values())
      if (item.link && ends(item.id).includes(id)) for (const each of [item.id, ...ends(item.id)]) found.add(each)
    return found
  }

  // What the pointer tells, in lines: of a unit or link by the filter, of an area in all.
  said(item) {
    const { words, documents } = this.file
    const count = (text, value) => text.replace("{count}", () => number(value, this.lang))
    const latest = item.latest ?? (item.recent.length ? documents[item.recent[0]][0] || words.unyeared : words.unknown)
    return [
      item.name,
      ...(item.caption ? [item.caption] : []),
      ...(item.marked ? [words.marked] : []),
      count(words.documents, item.documents || words.none),
      count(words.records, item.records),
      words.latest.replace("{date}", () => latest),
    ]
  }

  ofArea(id) {
    const [name, documents, records, latest] = this.told.get(id)
    return { id, name, documents, records, latest, recent: [] }
  }
}
