// Notes when the page was clicked and when it last changed: its elements, or what WebGL draws.
const noted = (window.redrawn = { clicked: 0, changed: 0, long: 0 })
const change = () => (noted.changed = performance.now())
new MutationObserver(change).observe(document, {
  subtree: true, childList: true, attributes: true, characterData: true,
})
for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
  const draw = WebGL2RenderingContext.prototype[name]
  WebGL2RenderingContext.prototype[name] = function (...all) {
    change()
    return draw.apply(this, all)
  }
}
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) if (task.startTime + task.duration > noted.clicked) noted.long += task.duration
}).observe({ entryTypes: ["longtask"] })
addEventListener("click", () => Object.assign(noted, { clicked: performance.now(), long: 0 }), true)
