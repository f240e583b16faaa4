import { placeLabels, wrapText, type Label, type Measure, type PlacedLabel } from '../../ui/label-places.js';
import type { BatteryCourse } from './battery-course.js';
import type { Bar, Lane, Timeline } from './timeline.js';

/** What stands in the picture, said in the reader's language. */
export interface TimelineWords {
  readonly keeps: string;
  readonly shutting: string;
  /** Time to spare, or too little. */
  readonly spare?: string;
  readonly noReturn: string;
  readonly start: string;
  readonly empty: string;
  readonly battery: readonly string[];
  /** Name of the axis, and what stands there where that has no room. */
  readonly axis: readonly [long: string, short: string];
}

export interface Measures {
  readonly plain: Measure;
  readonly bold: Measure;
}

/** A word and the end at which it is held. */
export interface Held {
  readonly x: number;
  readonly anchor: 'start' | 'end';
}

export interface PlacedBar {
  readonly bar: Bar;
  readonly y: number;
  readonly name: Held;
}

export interface PlacedLane {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  readonly titleLines: readonly string[];
  readonly bars: readonly PlacedBar[];
}

export interface TimelineLayout {
  /** Pixels of a moment, in seconds without mains. */
  readonly x: (seconds: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly batteryBottom: number;
  readonly bottom: number;
  readonly height: number;
  readonly over: readonly PlacedLabel[];
  readonly axis: string;
  readonly lanes: readonly PlacedLane[];
  readonly noReturn: Held;
  readonly start: Held;
}

export const lineHeight = 14;
const barHeight = 23;
const laneGap = 6;
const rowHeight = 16;
const edge = 12;
const leastPlot = 120;

/** Places everything so that each word is whole: what finds no room beside its neighbour goes a row up, and long titles take more lines. */
export function layOut(
  timeline: Timeline,
  course: BatteryCourse | undefined,
  said: TimelineWords,
  width: number,
  { plain, bold }: Measures,
): TimelineLayout {
  const titles = timeline.lanes.map((lane) => bold(lane.title));
  const column = Math.max(...titles, ...said.battery.map(plain), plain(said.axis[0]));
  const left = Math.ceil(Math.min(column, Math.max(84, width * 0.27)) + 2 * edge);
  const right = Math.max(left + leastPlot, Math.min(width - edge, rightFor(timeline, left, width - bold(said.empty) - edge)));
  const x = (seconds: number) => left + (seconds / timeline.spanSeconds) * (right - left);
  const over = placeLabels(labelsOver(timeline, said, x), left, Math.max(right, width - 4), bold);
  const top = 12 + rowHeight * Math.max(1, ...over.map((label) => label.row + 1));
  const batteryBottom = top + (course === undefined ? 20 : 96);
  const lanes = placeLanes(
    timeline,
    batteryBottom + 22,
    (text) => wrapText(text, left - 2 * edge, bold),
    barNames(timeline, x, [left, width - 4], plain),
  );
  const last = lanes.at(-1);
  // Below the last lane the label of the start has a row to itself.
  const bottom = (last === undefined ? batteryBottom + 22 : last.y + last.height) + rowHeight;
  return {
    ...{ x, left, right, top, batteryBottom, bottom, height: bottom + 34, over, lanes },
    axis: plain(said.axis[0]) + edge <= left ? said.axis[0] : said.axis[1],
    noReturn: hold(x(timeline.pointOfNoReturnSeconds ?? 0), plain(said.noReturn), left, width),
    start: hold(x(timeline.startSeconds), bold(said.start), left, width),
  };
}

/** Right end of the plot with which the battery's end comes no further than `most`: the word for it stands beside it. */
function rightFor({ batterySeconds, spanSeconds }: Timeline, left: number, most: number): number {
  return batterySeconds === undefined || batterySeconds <= 0 ? Infinity : left + ((most - left) * spanSeconds) / batterySeconds;
}

/** What stands over the plot names a stretch of it, and stands over its middle. */
function labelsOver(timeline: Timeline, said: TimelineWords, x: TimelineLayout['x']): readonly Label[] {
  const { startSeconds: start, endSeconds: end, batterySeconds: battery } = timeline;
  const over = (id: string, text: string, from: number, to: number): Label => ({ id, text, at: (x(from) + x(to)) / 2 });
  return [
    ...(start > 0 ? [over('keeps', said.keeps, 0, start)] : []),
    over('shutting', said.shutting, start, Math.min(end, battery ?? end)),
    ...(battery === undefined || said.spare === undefined
      ? []
      : [over(battery < end ? 'short' : 'spare', said.spare, Math.min(end, battery), Math.max(end, battery))]),
  ];
}

/** To the left of a line while there is room beside the titles, else to its right; where neither has room, under the titles. */
function hold(at: number, textWidth: number, left: number, width: number): Held {
  const isRightFree = at + 6 + textWidth <= width;
  if (at - 6 - textWidth < left && isRightFree) return { x: at + 6, anchor: 'start' };
  return { x: Math.max(at - 6, textWidth), anchor: 'end' };
}

/**
 * A name stands left of its bar, unless it would run into the step's title or across the line of the start; then right of it. One with no room on
 * either side begins at the left edge of the plot.
 */
function barNames(
  timeline: Timeline,
  x: TimelineLayout['x'],
  [left, right]: readonly [number, number],
  measure: Measure,
): (bar: Bar) => Held {
  const line = x(timeline.startSeconds);
  return (bar) => {
    const width = measure(bar.name);
    const end = x(bar.from) - 5;
    const begin = end - width;
    const isLeftFree = begin > left && (end < line || begin > line + 4);
    if (isLeftFree) return { x: end, anchor: 'end' };
    const after = x(bar.limit) + 5;
    if (after + width <= right) return { x: after, anchor: 'start' };
    return begin > left ? { x: end, anchor: 'end' } : { x: left + 2, anchor: 'start' };
  };
}

function placeLanes(
  timeline: Timeline,
  from: number,
  wrapped: (text: string) => readonly string[],
  nameOf: (bar: Bar) => Held,
): readonly PlacedLane[] {
  let y = from;
  return timeline.lanes.map((lane) => {
    const titleLines = wrapped(lane.title);
    const at = y;
    const height = Math.max(lane.bars.length * barHeight, titleLines.length * lineHeight + 6) + laneGap;
    y += height;
    const bars = lane.bars.map((bar, index) => ({ bar, y: at + index * barHeight + 4, name: nameOf(bar) }));
    return { lane, y: at, height, titleLines, bars };
  });
}
