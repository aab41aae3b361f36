import { useEffect, useState } from "react";
import { Notice } from "../../parts/Notice";
import { loudestStep, positionAt, tell, type Player, type Wish } from "./load";

const models: Readonly<Record<string, string>> = { v2: "Yoto Player", v3: "Yoto Player", mini: "Yoto Mini" };

export function PlayerCard({ player, canManage }: { player: Player; canManage: boolean }) {
  const [problem, setProblem] = useState<string | null>(null);

  const wish = async (what: Wish): Promise<void> => {
    const outcome = await tell(player.id, what);
    setProblem(outcome.kind === "done" ? null : outcome.message);
  };

  return (
    <li className={player.online ? "player" : "player offline"} aria-label={player.name}>
      <div className="face" aria-hidden="true" data-playback={player.online ? player.playback : "stopped"}>
        <i />
        <i />
        <i />
      </div>
      <div className="what">
        <h3>{player.name}</h3>
        <p className="muted">
          <span className={player.online ? "dot on" : "dot"} aria-hidden="true" />
          {player.online ? "Online" : "Offline"} · {models[player.deviceType] ?? "Yoto Player"}
        </p>
        <p className="now">{nowPlaying(player)}</p>
        <Progress player={player} />
      </div>
      {canManage && <Controls player={player} onWish={(what) => void wish(what)} />}
      {problem !== null && <Notice message={problem} />}
    </li>
  );
}

function Controls({ player, onWish }: { player: Player; onWish: (wish: Wish) => void }) {
  const isPlaying = player.playback === "playing";
  const volume = player.volume ?? 0;
  return (
    <div className="controls" role="group" aria-label={`Controls of ${player.name}`}>
      {isPlaying ? (
        <button type="button" className="round main" disabled={!player.online} onClick={() => onWish({ kind: "pause" })} aria-label="Pause">
          <svg viewBox="0 0 24 24"><path d="M7 5h3.5v14H7zM13.500 5H17v14h-3.500z" /></svg>
        </button>
      ) : (
        <button type="button" className="round main" disabled={!player.online || player.cardId === null} onClick={() => onWish({ kind: "play" })} aria-label="Play">
          <svg viewBox="0 0 24 24"><path d="M8 5l11 7-11 7z" /></svg>
        </button>
      )}
      <button type="button" className="round" disabled={!player.online || player.playback === "stopped"} onClick={() => onWish({ kind: "stop" })} aria-label="Stop">
        <svg viewBox="0 0 24 24"><path d="M7 7h10v10H7z" /></svg>
      </button>
      <span className="volume">
        <button type="button" className="round" disabled={!player.online || volume <= 0} onClick={() => onWish({ kind: "volume", step: volume - 1 })} aria-label="Quieter">
          <svg viewBox="0 0 24 24"><path d="M6 11h12v2H6z" /></svg>
        </button>
        <meter min={0} max={loudestStep} value={volume} aria-label="Volume" />
        <button type="button" className="round" disabled={!player.online || volume >= loudestStep} onClick={() => onWish({ kind: "volume", step: volume + 1 })} aria-label="Louder">
          <svg viewBox="0 0 24 24"><path d="M11 6h2v5h5v2h-5v5h-2v-5H6v-2h5z" /></svg>
        </button>
      </span>
    </div>
  );
}

function Progress({ player }: { player: Player }) {
  const now = useNow(player.playback === "playing");
  const position = positionAt(player, now);
  if (position === null || player.trackSeconds === null || player.playback === "stopped") return null;
  return (
    <div className="progress">
      <progress max={player.trackSeconds} value={position} aria-label="Position in the chapter" />
      <span>
        {clock(position)} / {clock(player.trackSeconds)}
      </span>
    </div>
  );
}

function nowPlaying(player: Player): string {
  if (player.cardId === null) return "No card";
  const chapter = player.chapterKey === null ? "" : ` · chapter ${player.chapterKey}`;
  if (player.playback === "playing") return `Playing card ${player.cardId}${chapter}`;
  if (player.playback === "paused") return `Paused on card ${player.cardId}${chapter}`;
  return `Card ${player.cardId} is in`;
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = window.setInterval(() => setNow(Date.now()), 500);
    return () => window.clearInterval(timer);
  }, [isRunning]);
  return now;
}
