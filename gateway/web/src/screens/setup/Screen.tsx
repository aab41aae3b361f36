import { useState, type FormEvent } from "react";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { createOwner } from "./load";

/** The first page of a new household, opened by the one-time link. */
export function SetupScreen({ token, onDone }: { token: string; onDone: () => void }) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<{ code: string; message: string } | null>(null);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const value = (name: string): string => String(form.get(name));
    setIsBusy(true);
    const outcome = await createOwner({
      token,
      householdName: value("householdName"),
      name: value("name"),
      email: value("email"),
      password: value("password"),
    });
    setIsBusy(false);
    if (outcome.kind === "done") onDone();
    else setProblem({ code: outcome.kind === "refused" ? outcome.code : "", message: outcome.message });
  };

  return (
    <main className="alone">
      <form className="sheet" onSubmit={(event) => void submit(event)}>
        <img src="/icon.svg" alt="" width="56" height="56" />
        <h1>Let’s make it yours</h1>
        <p className="lead">You become the owner of this household. This link works once.</p>
        <Field label="Household" name="householdName" placeholder="The Winters" required autoFocus maxLength={80} />
        <Field label="Your name" name="name" autoComplete="name" required maxLength={80} />
        <Field label="E-mail address" name="email" type="email" autoComplete="username" required />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          hint="At least 12 characters. Three or four words are a good one."
        />
        {problem && <Notice message={problem.message} />}
        {problem?.code === "setup.link-not-valid" && (
          <button type="button" className="quiet" onClick={onDone}>
            Go to the sign-in
          </button>
        )}
        <button type="submit" disabled={isBusy}>
          {isBusy ? "Creating …" : "Create the owner"}
        </button>
      </form>
    </main>
  );
}
