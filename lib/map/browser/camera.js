// What part of the scene is seen: `zoom` times as large as the whole, around x, y of the scene.

export const MOST = 8
export const whole = scene => ({ zoom: 1, x: scene.width / 2, y: scene.height / 2 })

// Pixels of the screen for a unit of the scene when the whole is seen.
export const fit = (scene, size) => Math.min(size.width / scene.width, size.height / scene.height)

// The scene always fills the window as far as it can, so it is never out of sight.
export function held(camera, scene, size) {
  const zoom = Math.max(1, Math.min(MOST, camera.zoom))
  const scale = fit(scene, size) * zoom
  const within = (at, length, room) =>
    room >= length ? length / 2 : Math.max(room / 2, Math.min(length - room / 2, at))
  return {
    zoom,
    x: within(camera.x, scene.width, size.width / scale),
    y: within(camera.y, scene.height, size.height / scale),
  }
}

// From the scene to the screen.
export function projection(camera, scene, size) {
  const scale = fit(scene, size) * camera.zoom
  const left = size.width / 2 - camera.x * scale
  const top = size.height / 2 - camera.y * scale
  return { scale, left, top, to: (x, y) => [left + x * scale, top + y * scale] }
}

// `factor` times as large, with what lies at a point of the screen staying there.
export function zoomed(camera, factor, [px, py], scene, size) {
  const { scale, left, top } = projection(camera, scene, size)
  const zoom = Math.max(1, Math.min(MOST, camera.zoom * factor))
  const next = fit(scene, size) * zoom
  const x = (px - left) / scale
  const y = (py - top) / scale
  return held(
    { zoom, x: x + (size.width / 2 - px) / next, y: y + (size.height / 2 - py) / next }, scene, size
  )
}
