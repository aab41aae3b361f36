import type { FeedState, Frame } from "../../feed";
import { describe, emphasis } from "./load";

const states: Readonly<Record<FeedState, string>> = {
  connecting: "Connecting …",
  live: "Live",
  waiting: "Connection lost, trying again …",
  "signed-out": "Signed out",
};

const marks = { left: "←", right: "→", story: "✦", trouble: "!", plain: "" } as const;

export function EventsScreen({ frames, feed, nameOf }: { frames: readonly Frame[]; feed: FeedState; nameOf: (playerId: string) => string }) {
  return (
    <section aria-labelledby="events" className="events">
      <div className="heading">
        <h2 id="events">What happens</h2>
        <span className="muted" role="status">
          <span className={feed === "live" ? "dot on" : "dot"} aria-hidden="true" />
          {states[feed]}
        </span>
      </div>
      {frames.length === 0 ? (
        <div className="empty">
          <h3>All quiet</h3>
          <p>Insert a card or turn a knob on a player, and it shows here at once.</p>
        </div>
      ) : (
        <ol role="log" aria-live="off" tabIndex={0} aria-label="Events, newest first">
          {frames.map((frame) => (
            <li key={frame.eventId} data-emphasis={emphasis(frame)}>
              <span className="mark" aria-hidden="true">
                {marks[emphasis(frame)]}
              </span>
              <span>
                {describe(frame)}
                {frame.playerId !== null && <small>{nameOf(frame.playerId)}</small>}
              </span>
              <time dateTime={frame.at.toISOString()}>{frame.at.toLocaleTimeString()}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
