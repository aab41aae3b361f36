import { useState, type FormEvent } from "react";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { signIn } from "./load";

export function SignInScreen({ onSignedIn }: { onSignedIn: () => void }) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    const outcome = await signIn(String(form.get("email")), String(form.get("password")));
    setIsBusy(false);
    if (outcome.kind === "done") onSignedIn();
    else setProblem(outcome.message);
  };

  return (
    <main className="alone">
      <form className="sheet" onSubmit={(event) => void submit(event)}>
        <img src="/icon.svg" alt="" width="56" height="56" />
        <h1>Welcome back</h1>
        <Field label="E-mail address" name="email" type="email" autoComplete="username" required autoFocus />
        <Field label="Password" name="password" type="password" autoComplete="current-password" required />
        {problem !== null && <Notice message={problem} />}
        <button type="submit" disabled={isBusy}>
          {isBusy ? "Signing in …" : "Sign in"}
        </button>
      </form>
    </main>
  );
}
