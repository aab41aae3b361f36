import { useCallback, useEffect, useState } from "react";
import { Home } from "./Home";
import { Notice } from "./parts/Notice";
import { loadMe, type Me } from "./screens/sign-in/load";
import { SetupScreen } from "./screens/setup/Screen";
import { SignInScreen } from "./screens/sign-in/Screen";

type Visit = { kind: "looking" } | { kind: "signed-in"; me: Me } | { kind: "signed-out" } | { kind: "failed"; message: string };

/** Decides what a visitor sees: the one-time setup, the sign-in, or the home of their household. */
export function App() {
  const [visit, setVisit] = useState<Visit>({ kind: "looking" });
  const [isSetup, setIsSetup] = useState(location.pathname === "/setup");

  const look = useCallback(async () => {
    const me = await loadMe();
    if (me.kind === "done") setVisit({ kind: "signed-in", me: me.value });
    else if (me.kind === "refused" && me.status === 401) setVisit({ kind: "signed-out" });
    else setVisit({ kind: "failed", message: me.message });
  }, []);

  useEffect(() => {
    if (!isSetup) void look();
  }, [isSetup, look]);

  const leaveSetup = (): void => {
    history.replaceState(null, "", "/");   // The link's token does not stay in the address bar.
    setIsSetup(false);
  };

  if (isSetup) return <SetupScreen token={new URLSearchParams(location.search).get("token") ?? ""} onDone={leaveSetup} />;
  switch (visit.kind) {
    case "looking":
      return <main className="alone" aria-busy="true" />;
    case "signed-out":
      return <SignInScreen onSignedIn={() => void look()} />;
    case "failed":
      return (
        <main className="alone">
          <Notice message={visit.message} onRetry={() => void look()} />
        </main>
      );
    case "signed-in":
      return <Home me={visit.me} onSignedOut={() => setVisit({ kind: "signed-out" })} />;
  }
}
