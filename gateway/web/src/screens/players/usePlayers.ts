import { useCallback, useEffect, useRef, useState } from "react";
import type { Frame } from "../../feed";
import { applyFrame, loadPlayers, type Player } from "./load";

export type PlayersView = { kind: "loading" } | { kind: "failed"; message: string } | { kind: "shown"; players: readonly Player[] };

export interface Players {
  readonly view: PlayersView;
  readonly reload: () => void;
  readonly applyFrames: (frames: readonly Frame[]) => void;
  readonly nameOf: (playerId: string) => string;
}

const reloadMs = 15_000;

/** The players, kept true by the live feed; read again now and then for those that were added or renamed at Yoto. */
export function usePlayers(): Players {
  const [view, setView] = useState<PlayersView>({ kind: "loading" });
  const loadedAt = useRef(0);

  const reload = useCallback(() => {
    void loadPlayers().then((outcome) => {
      loadedAt.current = Date.now();
      if (outcome.kind === "done") setView({ kind: "shown", players: outcome.value });
      else setView((before) => (before.kind === "shown" ? before : { kind: "failed", message: outcome.message }));
    });
  }, []);

  useEffect(() => {
    reload();
    const timer = window.setInterval(reload, reloadMs);
    return () => window.clearInterval(timer);
  }, [reload]);

  // The list already holds what happened before it was read.
  const applyFrames = useCallback((frames: readonly Frame[]) => {
    const news = frames.filter((frame) => frame.at.getTime() > loadedAt.current - 1000);
    if (news.length === 0) return;
    setView((before) => (before.kind === "shown" ? { kind: "shown", players: news.reduce(applyFrame, before.players) } : before));
  }, []);

  const nameOf = useCallback(
    (playerId: string) => (view.kind === "shown" ? view.players.find((player) => player.id === playerId)?.name : undefined) ?? playerId,
    [view],
  );

  return { view, reload, applyFrames, nameOf };
}
