// A chart that has come as SVG: what the pointer shows, clicks, ranges, and the picture to save.
// The server hears of choices alone.

// Pixels: how near a point is pointed at, how far a press must go to draw a range.
const NEAR = 14, DRAWN = 6
const CAMERA = "M4 7h4l2-3h4l2 3h4v12H4zM12 9a4 4 0 1 0 .01 0z"
const views = new WeakMap()
const reader = new TextDecoder()

class View {
  constructor(root) {
    this.root = root
    this.picture = this.add("div", "")
    this.tip = this.add("div", "vj-tip")
    this.tip.setAttribute("aria-hidden", "true")
    this.tip.hidden = true
    this.saver = this.add("button", "vj-save")
    this.saver.type = "button"
    this.saver.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${CAMERA}" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>`
    this.saver.onclick = () => this.save()
    this.picture.onpointermove = event => this.moved(event)
    this.picture.onpointerleave = () => this.show(null)
    this.picture.onpointerdown = event => this.pressed(event)
    this.picture.onpointerup = event => this.released(event)
    this.picture.onpointercancel = () => this.dropped()
    this.picture.onclick = event => this.clicked(event)
  }

  add(name, kind) {
    const element = document.createElement(name)
    element.className = kind
    this.root.append(element)
    return element
  }

  update({ data: bytes, setTriggerValue }) {
    this.send = setTriggerValue
    const text = reader.decode(bytes)
    // A run after which the chart is what it was.
    if (text === this.text) return
    this.text = text
    const before = this.data
    const data = (this.data = JSON.parse(text))
    if (before?.svg !== data.svg) {
      this.picture.innerHTML = data.svg
      this.svg = this.picture.firstElementChild
      this.size = this.svg.viewBox.baseVal
      this.show(null)
      this.dropped()
    }
    this.root.classList.toggle("ranges", data.ranges)
    this.root.dataset.plot = JSON.stringify(data.plot)
    this.saver.title = data.save
    this.saver.setAttribute("aria-label", data.save)
  }

  // Where a pointer is in the picture, and the pixels of the page for one of its own.
  at({ clientX, clientY }) {
    const box = this.svg.getBoundingClientRect()
    const scale = box.width / this.size.width
    return { x: (clientX - box.left) / scale, y: (clientY - box.top) / scale, scale }
  }

  // What is pointed at: the nearest point that is near, else the shape.
  found(event) {
    const { x, y } = this.at(event)
    let best = null, least = NEAR
    for (const mark of this.data.marks) {
      if (!mark.at) continue
      const far = Math.hypot(mark.at[0] - x, mark.at[1] - y)
      if (far <= least) [best, least] = [mark, far]
    }
    return best ?? this.data.marks[event.target.closest("[data-n]")?.dataset.n] ?? null
  }

  moved(event) {
    if (this.from) return this.draw(event)
    const mark = this.found(event)
    this.svg.style.cursor = this.data.clicks && mark?.key ? "pointer" : ""
    this.show(mark, event)
  }

  show(mark, event) {
    this.tip.hidden = !mark?.tip
    if (this.tip.hidden) return
    const line = (name, text) => Object.assign(document.createElement(name), { textContent: text })
    this.tip.replaceChildren(...mark.head.map(text => line("b", text)), ...mark.tip.map(text => line("span", text)))
    const { x, y, scale } = this.at(event)
    const { offsetWidth: wide, offsetHeight: high } = this.tip
    const left = Math.max(0, Math.min(x * scale + 12, this.root.clientWidth - wide))
    const top = y * scale - high - 12
    Object.assign(this.tip.style, { left: `${left}px`, top: `${top < 0 ? y * scale + 16 : top}px` })
  }

  clicked(event) {
    if (this.done) return
    const mark = this.found(event)
    this.show(mark, event)
    if (this.data.clicks && mark?.key) this.send("click", mark.key)
  }

  // --- Ranges -----------------------------------------------------------------------------------

  pressed(event) {
    this.done = false
    const [left, right, top, bottom] = this.data.plot
    const { x, y } = this.at(event)
    if (!this.data.ranges || event.button || x < left || x > right || y < top || y > bottom) return
    this.from = x
  }

  draw(event) {
    const { x, scale } = this.at(event)
    const [left, right, top, bottom] = this.data.plot
    this.to = Math.max(left, Math.min(right, x))
    if (!this.box && Math.abs(this.to - this.from) * scale < DRAWN) return
    if (!this.box) {
      this.show(null)
      this.box = this.add("div", "vj-drawn")
      // Also beyond the picture.
      this.picture.setPointerCapture(event.pointerId)
    }
    const [from, to] = [this.from, this.to].sort((a, b) => a - b)
    const box = { left: from, width: to - from, top, height: bottom - top }
    for (const [name, value] of Object.entries(box)) this.box.style[name] = `${value * scale}px`
  }

  released(event) {
    if (this.from) this.draw(event)
    if (this.box) {
      const [left, right, , , start, end] = this.data.plot
      const value = x => start + (x - left) / (right - left) * (end - start)
      this.done = true
      this.send("range", [value(this.from), value(this.to)])
    }
    this.dropped()
  }

  dropped() {
    this.box?.remove()
    this.box = this.from = null
  }

  // --- The picture ------------------------------------------------------------------------------

  async save() {
    const { width, height } = this.size
    const copy = this.svg.cloneNode(true)
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg")
    Object.entries({ width, height }).forEach(pair => copy.setAttribute(...pair))
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height })
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height)
    const link = document.createElement("a")
    Object.assign(link, { href: canvas.toDataURL("image/png"), download: `${this.data.name}.png` }).click()
  }
}

export default function (component) {
  const root = component.parentElement.querySelector(".vj-chart")
  if (!views.has(root)) views.set(root, new View(root))
  views.get(root).update(component)
}
