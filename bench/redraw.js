// Notes when the page was clicked and when it last changed.
const noted = (window.redrawn = { clicked: 0, changed: 0, long: 0 })
const change = () => (noted.changed = performance.now())
const watch = (root) =>
  new MutationObserver(change).observe(root, {
    subtree: true, childList: true, attributes: true, characterData: true,
  })
watch(document)
// What is in a shadow, as the map is, no observer of the document sees.
const attach = Element.prototype.attachShadow
Element.prototype.attachShadow = function (...all) {
  const root = attach.apply(this, all)
  watch(root)
  return root
}
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) if (task.startTime + task.duration > noted.clicked) noted.long += task.duration
}).observe({ entryTypes: ["longtask"] })
addEventListener("click", () => Object.assign(noted, { clicked: performance.now(), long: 0 }), true)
