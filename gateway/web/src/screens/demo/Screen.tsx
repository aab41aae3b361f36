import { useCallback, useEffect, useState } from "react";
import { loadDemo, setUpDemo, type Demo } from "./load";

const pollMilliseconds = 1000;

/** Only in demo mode: one button fills the household with simulated players and the sample story; after a restart it presses itself. */
export function DemoScreen({ onReady }: { onReady: () => void }) {
  const [demo, setDemo] = useState<Demo | null>(null);
  const state = demo?.state;

  const look = useCallback(async (): Promise<void> => {
    const found = await loadDemo();
    if (found.kind === "done") setDemo(found.value);
  }, []);

  const begin = useCallback(async (): Promise<void> => {
    const begun = await setUpDemo();
    if (begun.kind === "done") setDemo(begun.value);
  }, []);

  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (state === "ready") onReady();
    if (state === "forgotten") void begin();
    if (state !== "working") return undefined;
    const timer = window.setInterval(() => void look(), pollMilliseconds);
    return () => window.clearInterval(timer);
  }, [state, look, begin, onReady]);

  if (demo === null) return null;
  return (
    <section className="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">Demo</h2>
      <p role="status">{demo.step}</p>
      {demo.state === "ready" ? (
        <a className="button" href={demo.playersPage} target="_blank" rel="noreferrer">
          Open the simulated players
        </a>
      ) : (
        <button type="button" onClick={() => void begin()} disabled={demo.state === "working"}>
          {demo.state === "working" ? "Setting up …" : "Set up the demo"}
        </button>
      )}
    </section>
  );
}
