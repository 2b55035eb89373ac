export default function ({ data, parentElement, setStateValue }) {
  // Screen readers and the choice of kanji glyphs go by the document's language.
  document.documentElement.lang = data.lang
  const measure = () => {
    const width = parentElement.getBoundingClientRect?.().width
      || parentElement.host?.getBoundingClientRect().width || 0
    // Steps of 40 px: a scroll bar that comes or goes must not cause a rerun.
    if (width > 0) setStateValue("width", Math.floor(width / 40) * 40)
  }
  measure()
  const watcher = new ResizeObserver(measure)
  watcher.observe(parentElement.host ?? parentElement)
  return () => watcher.disconnect()
}
