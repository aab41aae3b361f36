import { useState } from "react";
import { Notice } from "../../parts/Notice";
import { LinkAccountScreen } from "../link-account/Screen";
import { PlayerCard } from "./PlayerCard";
import type { Players } from "./usePlayers";

export function PlayersScreen({ players, canManage }: { players: Players; canManage: boolean }) {
  const [isLinking, setIsLinking] = useState(false);
  const { view, reload } = players;
  const hasPlayers = view.kind === "shown" && view.players.length > 0;

  return (
    <section aria-labelledby="players">
      <div className="heading">
        <h2 id="players">Players</h2>
        {hasPlayers && canManage && (
          <button type="button" className="quiet" onClick={() => setIsLinking(!isLinking)} aria-expanded={isLinking}>
            {isLinking ? "Close" : "Link another account"}
          </button>
        )}
      </div>
      {view.kind === "loading" && <div className="skeleton" role="status" aria-label="Loading the players" />}
      {view.kind === "failed" && <Notice message={view.message} onRetry={reload} />}
      {view.kind === "shown" && (isLinking || !hasPlayers) && canManage && <LinkAccountScreen onLinked={reload} />}
      {view.kind === "shown" && !hasPlayers && !canManage && (
        <div className="empty">
          <h3>No players yet</h3>
          <p>Ask the owner of your household to link the Yoto account.</p>
        </div>
      )}
      {hasPlayers && (
        <ul className="players">
          {view.players.map((player) => (
            <PlayerCard key={player.id} player={player} canManage={canManage} />
          ))}
        </ul>
      )}
    </section>
  );
}
