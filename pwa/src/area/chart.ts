// From numbers of an answer to places in a drawing. Nothing is worked out here but where a line goes.

export interface Frame { width: number; height: number; left: number; right: number; top: number; bottom: number }
export interface Point { value?: number | null; interval?: [number, number] | null }
export type Place = [x: number, y: number]

const x = (at: number, count: number, frame: Frame) => frame.left + (count < 2 ? 0.5 : at / (count - 1)) * (frame.width - frame.left - frame.right)

function y(value: number, [low, high]: [number, number], frame: Frame): number {
  const part = high === low ? 0.5 : Math.min(1, Math.max(0, (value - low) / (high - low)))
  return frame.height - frame.bottom - part * (frame.height - frame.top - frame.bottom)
}

/** The line through the numbers, broken where a period has none; a number alone is a short dash. */
export function lines(points: Point[], scale: [number, number], frame: Frame): Place[][] {
  return runs(points, (point) => point.value != null).map((run) => {
    const places = run.map((at): Place => [x(at, points.length, frame), y(points[at]?.value ?? 0, scale, frame)])
    const [only] = places
    return places.length === 1 && only ? [[only[0] - 3, only[1]], [only[0] + 3, only[1]]] : places
  })
}

/** The band of chance as closed shapes, one for each run of periods that have an interval. */
export function bands(points: Point[], scale: [number, number], frame: Frame): string[] {
  return runs(points, (point) => point.interval != null).filter((run) => run.length > 1).map((run) => {
    const edge = (side: 0 | 1) => run.map((at): Place => [x(at, points.length, frame), y(points[at]?.interval?.[side] ?? 0, scale, frame)])
    return `${path([...edge(1), ...edge(0).reverse()])}Z`
  })
}

export function path(places: Place[]): string {
  return places.map(([px, py], at) => `${at === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`).join('')
}

/** Numbers of points in a row for which something holds. */
function runs(points: Point[], holds: (point: Point) => boolean): number[][] {
  const found: number[][] = []
  points.forEach((point, at) => {
    if (!holds(point)) return
    const run = found.at(-1)
    if (run?.at(-1) === at - 1) run.push(at)
    else found.push([at])
  })
  return found
}
