import { useEffect, useState } from "react";
import { followFeed, type FeedState, type Frame } from "./feed";
import { signOut, type Me } from "./screens/sign-in/load";
import { DemoScreen } from "./screens/demo/Screen";
import { EventsScreen } from "./screens/events/Screen";
import { addFrames } from "./screens/events/load";
import { PlayersScreen } from "./screens/players/Screen";
import { usePlayers } from "./screens/players/usePlayers";

/** The household at a glance: its players, and what happens on them right now. */
export function Home({ me, onSignedOut }: { me: Me; onSignedOut: () => void }) {
  const [frames, setFrames] = useState<readonly Frame[]>([]);
  const [feed, setFeed] = useState<FeedState>("connecting");
  const players = usePlayers();
  const { applyFrames } = players;

  useEffect(
    () =>
      followFeed((news) => {
        setFrames((before) => addFrames(before, news));
        applyFrames(news);
      }, setFeed),
    [applyFrames],
  );

  useEffect(() => {
    if (feed === "signed-out") onSignedOut();
  }, [feed, onSignedOut]);

  const leave = async (): Promise<void> => {
    await signOut();
    onSignedOut();
  };

  return (
    <>
      <header className="top">
        <img src="/icon.svg" alt="" width="32" height="32" />
        <h1>{me.householdName}</h1>
        <span className="who">{me.name}</span>
        <button type="button" className="quiet" onClick={() => void leave()}>
          Sign out
        </button>
      </header>
      <main className="home">
        {me.role !== "viewer" && <DemoScreen onReady={players.reload} />}
        <PlayersScreen players={players} canManage={me.role !== "viewer"} />
        <EventsScreen frames={frames} feed={feed} nameOf={players.nameOf} />
      </main>
    </>
  );
}
