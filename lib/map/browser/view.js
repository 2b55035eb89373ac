// The map of a page: pointer, wheel, keyboard and what they tell. The server hears of choices alone.

import { held, projection, whole, zoomed } from "./camera.js"
import { Scene, make } from "./scene.js"

const NARROW = 440
const STEP = 1.6
// With more of them marked, links have no casings.
const CASED = 12
// So many names are on a small map.
const SMALL = 14
// What part was seen last, for when the page is left and come back to.
let seen = null
const files = new Map()
const views = new WeakMap()

function fetched(address) {
  if (!files.has(address)) {
    const found = fetch(new URL(address, document.baseURI)).then(answer => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
      return answer.json()
    })
    found.catch(() => files.delete(address))
    files.set(address, found)
  }
  return files.get(address)
}

const ICONS = { in: "M3 9h12M9 3v12", out: "M3 9h12", whole: "M3 7V3h4M11 3h4v4M15 11v4h-4M7 15H3v-4" }
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches
const between = (low, value, high) => Math.max(low, Math.min(high, value))
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

class View {
  constructor(root) {
    this.root = root.querySelector(".map")
    const style = document.createElement("style")
    style.textContent = CSS
    root.prepend(style)
    this.small = this.root.classList.contains("small")
    // A small map is a picture to those who do not see it.
    const role = this.small ? { role: "img" }
      : { role: "listbox", "aria-multiselectable": "true", "aria-describedby": "help" }
    this.svg = make(this.root, "svg", { class: "plane", ...role })
    this.scene = new Scene(this.svg, !this.small)
    this.help = this.box("span", "unseen")
    this.help.id = "help"
    this.help.hidden = this.small
    this.tip = this.box("div", "tip")
    this.tip.hidden = true
    this.tip.setAttribute("aria-hidden", "true")
    this.buttons = this.small ? {} : this.makeButtons()
    this.camera = null
    this.active = null
    this.current = null
    this.armed = false
    this.pointers = new Map()
    this.listen()
    this.watcher = new ResizeObserver(() => this.resized())
    this.watcher.observe(this.root)
  }

  box(name, kind) {
    const element = document.createElement(name)
    element.className = kind
    this.root.append(element)
    return element
  }

  makeButtons() {
    const bar = this.box("div", "buttons")
    const acts = { in: () => this.zoom(STEP), out: () => this.zoom(1 / STEP), whole: () => this.go(whole(this.scene.file)) }
    return Object.fromEntries(Object.entries(acts).map(([name, act]) => {
      const button = document.createElement("button")
      button.type = "button"
      button.dataset.zoom = name
      make(make(button, "svg", { viewBox: "0 0 18 18", "aria-hidden": "true" }), "path", { d: ICONS[name] })
      button.onclick = () => this.scene.file && act()
      bar.append(button)
      return [name, button]
    }))
  }

  // --- What the server says ---------------------------------------------------------------------

  update({ data, setTriggerValue }) {
    this.send = setTriggerValue
    // A run after which the map is what it was.
    if (data === this.data) return
    this.data = data
    for (const [name, colour] of Object.entries(data.inks)) this.root.style.setProperty(`--${name}`, colour)
    this.svg.setAttribute("aria-label", data.alt)
    this.root.classList.toggle("crowd", data.marked.length > CASED)
    return this.draw()
  }

  get size() {
    return { width: this.root.clientWidth, height: this.root.clientHeight }
  }

  get kind() {
    return !this.small && this.root.offsetWidth < NARROW ? "tall" : "wide"
  }

  async draw() {
    const { data, kind } = this
    // Out of sight it has no size; it is drawn when it has one.
    this.due = true
    if (!this.root.clientWidth) return
    const file = await fetched(data.files[kind])
    // Another change may have come meanwhile.
    if (data !== this.data || kind !== this.kind || !this.root.clientWidth) return
    this.due = false
    this.root.classList.toggle("tall", kind === "tall")
    this.scene.lang = data.lang
    if (file !== this.scene.file) {
      const last = !this.small && seen?.kind === kind ? seen.camera : whole(file)
      if (!this.camera || this.shown !== kind) this.camera = last
      this.shown = kind
      this.scene.show(file)
      this.say(file.words)
    }
    const inside = this.root.getRootNode().activeElement
    const focused = inside?.dataset?.id
    this.scene.patch(data)
    if (!this.scene.items.has(this.active)) this.active = null
    if (!this.small) this.rove(this.scene.items.has(this.current) ? this.current : this.first()?.id)
    // A focus that the filter has taken away goes on to what is left.
    if (focused && !this.scene.items.has(focused)) this.item()?.element.focus()
    this.camera = held(this.camera, file, this.size)
    this.layout()
    // What is pointed at may tell something else now.
    if (!this.tip.hidden) this.tell()
    this.root.dataset.drawn = "true"
  }

  say(words) {
    this.help.textContent = words.help
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute("aria-label", words[name])
      button.title = words[name]
    }
  }

  resized() {
    if (!this.data || !this.root.clientWidth) return
    if (this.due || this.kind !== this.shown) this.draw()
    else {
      this.camera = held(this.camera, this.scene.file, this.size)
      this.layout()
    }
  }

  // --- What is seen -----------------------------------------------------------------------------

  layout() {
    const { size, scene, camera } = this
    // The picture is as large as it was laid out for, also where a sheet of paper is narrower.
    this.svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`)
    const related = this.active ? scene.related(this.active) : new Set()
    scene.layout(camera, size, { related, taken: this.taken(), most: this.small ? SMALL : Infinity })
    if (!this.small) seen = { kind: this.shown, camera }
    const zoomedIn = camera.zoom > 1.001
    this.root.classList.toggle("zoomed", zoomedIn)
    this.root.dataset.zoom = camera.zoom.toFixed(2)
    for (const name of ["out", "whole"]) this.buttons[name]?.setAttribute("aria-disabled", String(!zoomedIn))
    this.emphasise(related)
    if (this.active && !this.tip.hidden && this.byKey) this.beside(scene.items.get(this.active).point)
  }

  // What stands above the map, as boxes in which no name goes.
  taken() {
    const own = this.root.getBoundingClientRect()
    return Object.values(this.buttons).map(button => {
      const box = button.getBoundingClientRect()
      return [box.left - own.left - 4, box.top - own.top - 4, box.right - own.left + 4, box.bottom - own.top + 4]
    })
  }

  emphasise(related) {
    this.root.classList.toggle("busy", this.active !== null)
    for (const [id, { element }] of this.scene.items) element.classList.toggle("on", related.has(id))
  }

  // `id` is what is pointed at or has the focus: a unit, a link, an area or nothing.
  point(id, at, byKey = false) {
    const { items, areaOf } = this.scene
    const next = items.has(id) ? id : null
    for (const path of this.svg.querySelectorAll(".over")) path.classList.remove("over")
    const area = areaOf?.get(id)
    if (area) {
      area.classList.add("over")
      // Its whole border, above those of its neighbours.
      if (area.nextSibling) area.parentNode.append(area)
    }
    this.byKey = byKey
    this.at = at
    this.over = id
    this.root.classList.toggle("hot", id !== null && !this.small)
    if (next !== this.active) {
      this.active = next
      this.layout()
    }
    if (id) this.tell()
    else this.tip.hidden = true
  }

  tell() {
    const { scene } = this
    const item = scene.items.get(this.over) ?? (scene.told.has(this.over) ? scene.ofArea(this.over) : null)
    this.tip.hidden = !item
    if (!item) return
    const line = (parent, name, kind, text) => {
      const element = document.createElement(name)
      element.className = kind
      element.textContent = text
      parent.append(element)
      return element
    }
    this.tip.replaceChildren()
    scene.said(item).forEach((text, n) => line(this.tip, "p", n ? "" : "title", text))
    const documents = item.recent.map(n => scene.file.documents[n])
    if (documents.length) {
      const list = line(this.tip, "ul", "", "")
      for (const [day, title] of documents) {
        const entry = line(list, "li", "", "")
        line(entry, "span", "day", day || scene.file.words.undated)
        entry.append(" ", title)
      }
    }
    this.beside(this.byKey && item.point ? item.point : this.at)
  }

  // Beside a point, within the map and within the window.
  beside([x, y]) {
    const { width, height } = this.size
    const { offsetWidth: w, offsetHeight: h } = this.tip
    const { top } = this.root.getBoundingClientRect()
    const first = Math.max(4, 4 - top)
    const last = Math.max(first, Math.min(height - h - 4, innerHeight - top - h - 4))
    const left = x + 16 + w <= width - 4 ? x + 16 : x - 16 - w
    const below = y + 16 <= last ? y + 16 : y - 16 - h
    this.tip.style.left = `${between(4, left, Math.max(4, width - w - 4))}px`
    this.tip.style.top = `${between(first, below, last)}px`
  }

  // --- Zoom -------------------------------------------------------------------------------------

  zoom(factor, at = [this.size.width / 2, this.size.height / 2]) {
    this.go(zoomed(this.camera, factor, at, this.scene.file, this.size))
  }

  go(camera, animated = true) {
    cancelAnimationFrame(this.moving)
    const to = held(camera, this.scene.file, this.size)
    const from = this.camera
    const arrive = share => {
      const on = key => from[key] + (to[key] - from[key]) * share
      this.camera = held({ zoom: on("zoom"), x: on("x"), y: on("y") }, this.scene.file, this.size)
      this.layout()
    }
    if (!animated || calm()) return arrive(1)
    const start = performance.now()
    const step = now => {
      const share = between(0, (now - start) / 180, 1)
      arrive(share)
      if (share < 1) this.moving = requestAnimationFrame(step)
    }
    this.moving = requestAnimationFrame(step)
  }

  pan(dx, dy) {
    const { scale } = projection(this.camera, this.scene.file, this.size)
    this.go({ ...this.camera, x: this.camera.x - dx / scale, y: this.camera.y - dy / scale }, false)
  }

  // --- The pointer ------------------------------------------------------------------------------

  listen() {
    const { svg } = this
    svg.addEventListener("pointerdown", event => this.down(event))
    svg.addEventListener("pointermove", event => this.move(event))
    for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, event => this.up(event))
    svg.addEventListener("pointerleave", event => {
      if (event.pointerType !== "touch") this.point(null)
      this.armed = false
    })
    svg.addEventListener("click", event => this.click(event))
    svg.addEventListener("dblclick", event => this.twice(event))
    svg.addEventListener("wheel", event => this.wheel(event), { passive: false })
    svg.addEventListener("keydown", event => this.key(event))
    svg.addEventListener("focusin", event => this.focused(event))
    svg.addEventListener("focusout", () => this.byKey && this.point(null))
    this.paper = [["beforeprint", () => this.print()], ["afterprint", () => this.printed()]]
    for (const [name, act] of this.paper) addEventListener(name, act)
  }

  where(event) {
    const box = this.root.getBoundingClientRect()
    return [event.clientX - box.left - this.root.clientLeft, event.clientY - box.top - this.root.clientTop]
  }

  // The dot that is nearest, else the link or area below.
  under(event) {
    const [x, y] = this.where(event)
    const reach = event.pointerType === "touch" ? 18 : 10
    let found = null
    let least = Infinity
    for (const item of this.scene.items.values()) {
      if (item.link) continue
      const away = Math.hypot(item.point[0] - x, item.point[1] - y)
      if (away <= Math.max(reach, item.size + 2) && away < least) [found, least] = [item.id, away]
    }
    if (found) return found
    const hit = this.root.getRootNode().elementFromPoint(event.clientX, event.clientY)
    return hit?.closest?.("[data-id]")?.dataset.id ?? hit?.dataset?.area ?? null
  }

  down(event) {
    if (!this.scene.file || event.button) return
    this.pointers.set(event.pointerId, [event.clientX, event.clientY])
    if (this.pointers.size === 1) this.dragged = false
  }

  move(event) {
    if (!this.scene.file) return
    const before = this.pointers.get(event.pointerId)
    if (!before) {
      if (event.pointerType !== "touch") this.hover(event)
      return
    }
    const now = [event.clientX, event.clientY]
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]]
    if (!this.dragged && Math.hypot(dx, dy) < 4) return
    if (!this.dragged) {
      this.dragged = true
      this.svg.setPointerCapture(event.pointerId)
      this.root.classList.add("dragging")
      this.point(null)
    }
    if (this.pointers.size === 2) this.pinch(event.pointerId, now)
    else if (this.camera.zoom > 1) this.pan(dx, dy)
    this.pointers.set(event.pointerId, now)
  }

  pinch(id, now) {
    const [other] = [...this.pointers].filter(([key]) => key !== id).map(([, at]) => at)
    const away = at => Math.hypot(at[0] - other[0], at[1] - other[1]) || 1
    const at = this.where({ clientX: (now[0] + other[0]) / 2, clientY: (now[1] + other[1]) / 2 })
    const factor = away(now) / away(this.pointers.get(id))
    this.go(zoomed(this.camera, factor, at, this.scene.file, this.size), false)
  }

  up(event) {
    this.pointers.delete(event.pointerId)
    if (!this.pointers.size) this.root.classList.remove("dragging")
  }

  hover(event) {
    const id = this.under(event)
    if (id !== this.over || this.byKey) this.point(id, this.where(event))
    else if (id) this.beside((this.at = this.where(event)))
  }

  click(event) {
    if (!this.scene.file || this.dragged) return
    this.armed = true
    // The second click of two would release what the first has chosen.
    if (event.detail > 1) return
    const id = this.under(event)
    this.point(id, this.where(event))
    if (id) this.choose(id)
  }

  twice(event) {
    if (!this.scene.file || this.under(event)) return
    if (this.camera.zoom > 1) this.go(whole(this.scene.file))
    else this.zoom(2, this.where(event))
  }

  wheel(event) {
    if (!this.scene.file || !(event.ctrlKey || event.metaKey || this.armed)) return
    event.preventDefault()
    const lines = event.deltaMode ? 24 : 1
    this.go(zoomed(this.camera, 2 ** between(-1, -event.deltaY * lines / 300, 1), this.where(event), this.scene.file, this.size), false)
  }

  choose(id) {
    if (!this.small && id) this.send("chosen", id)
  }

  // --- The keyboard -----------------------------------------------------------------------------

  item() {
    return this.scene.items.get(this.current)
  }

  get places() {
    return [...this.scene.items.values()].filter(item => !item.link)
  }

  first() {
    return this.places.find(item => item.chosen) ?? this.places[0]
  }

  // One of all items can be reached by Tab, the others from there by arrows.
  rove(id, focus = false) {
    this.scene.items.get(this.current)?.element.setAttribute("tabindex", -1)
    this.current = id ?? null
    const element = this.item()?.element
    element?.setAttribute("tabindex", 0)
    if (focus) element?.focus({ focusVisible: true })
  }

  focused(event) {
    const element = event.target.closest("[data-id]")
    if (!element) return
    const { id } = element.dataset
    this.rove(id)
    if (!id.includes("~")) this.anchor = id
    if (!element.matches(":focus-visible")) return
    this.bring(this.item())
    this.point(id, this.item().point, true)
  }

  // What has the focus is within the window, however far it is zoomed.
  bring({ point: [x, y] }) {
    const { width, height } = this.size
    const [dx, dy] = [between(60, x, width - 60) - x, between(60, y, height - 60) - y]
    if (dx || dy) this.pan(dx, dy)
  }

  key(event) {
    if (!this.scene.file || event.altKey || event.ctrlKey || event.metaKey) return
    const acts = {
      Enter: () => this.choose(this.current),
      " ": () => this.choose(this.current),
      Escape: () => this.release(),
      Home: () => this.rove(this.places[0]?.id, true),
      End: () => this.rove(this.places.at(-1)?.id, true),
      PageDown: () => this.along(1),
      PageUp: () => this.along(-1),
      "+": () => this.zoom(STEP),
      "-": () => this.zoom(1 / STEP),
      0: () => this.go(whole(this.scene.file)),
    }
    const act = ARROWS[event.key] ? () => this.towards(ARROWS[event.key]) : acts[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  release() {
    this.point(null)
    this.armed = false
    if (this.data.release) this.choose(this.data.release)
  }

  // To the nearest place in a direction; from a link to the end that lies there.
  towards([dx, dy]) {
    const from = this.item()
    if (!from) return
    const all = from.link ? from.id.split("~").map(id => this.scene.items.get(id)) : this.places
    let best = null
    let least = Infinity
    for (const item of all) {
      if (!item || item === from) continue
      const [x, y] = [item.point[0] - from.point[0], item.point[1] - from.point[1]]
      const ahead = x * dx + y * dy
      const aside = Math.abs(x * dy - y * dx)
      if (ahead <= 0.5 || (!from.link && aside > 2 * ahead)) continue
      if (ahead + 2 * aside < least) [best, least] = [item, ahead + 2 * aside]
    }
    if (best) this.rove(best.id, true)
  }

  // Through the links of the place that was last come to.
  along(step) {
    const place = this.item()?.link ? this.anchor : this.current
    const links = [...this.scene.items.values()]
      .filter(item => item.link && item.id.split("~").includes(place))
      .sort((a, b) => b.documents - a.documents || b.records - a.records)
    if (!links.length) return
    const at = links.findIndex(item => item.id === this.current)
    const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : (at + step + links.length) % links.length
    this.anchor = place
    this.rove(links[next].id, true)
  }

  // --- Paper ------------------------------------------------------------------------------------

  print() {
    if (!this.scene.file) return
    this.point(null)
    this.kept = this.camera
    this.go(whole(this.scene.file), false)
  }

  printed() {
    if (this.kept) this.go(this.kept, false)
    this.kept = null
  }

  dispose() {
    this.watcher.disconnect()
    cancelAnimationFrame(this.moving)
    for (const [name, act] of this.paper) removeEventListener(name, act)
  }
}

export default async function (component) {
  const root = component.parentElement
  if (!views.has(root)) views.set(root, new View(root))
  const view = views.get(root)
  await view.update(component)
  return () => {
    view.dispose()
    views.delete(root)
  }
}
