import { useEffect, useState } from "react";
import { Notice } from "../../parts/Notice";
import { beginLink, loadLinkStatus, type OpenLink } from "./load";

type Step =
  | { kind: "start" }
  | { kind: "asking" }
  | { kind: "waiting"; link: OpenLink }
  | { kind: "linked" }
  | { kind: "failed"; message: string };

const endings = {
  denied: "Yoto says that access was declined. Start again and choose “Allow”.",
  expired: "The code has expired. Start again for a new one.",
} as const;

/** Shows the code that is entered at Yoto, and notices by itself when that has happened. */
export function LinkAccountScreen({ onLinked }: { onLinked: () => void }) {
  const [step, setStep] = useState<Step>({ kind: "start" });

  const begin = async (): Promise<void> => {
    setStep({ kind: "asking" });
    const begun = await beginLink();
    setStep(begun.kind === "done" ? { kind: "waiting", link: begun.value } : { kind: "failed", message: begun.message });
  };

  useEffect(() => {
    if (step.kind !== "waiting") return undefined;
    const { linkId, pollSeconds } = step.link;
    const timer = window.setInterval(() => void poll(), pollSeconds * 1000);
    const poll = async (): Promise<void> => {
      const status = await loadLinkStatus(linkId);
      if (status.kind !== "done" || status.value === "pending") return;
      window.clearInterval(timer);
      if (status.value !== "linked") return setStep({ kind: "failed", message: endings[status.value] });
      setStep({ kind: "linked" });
      onLinked();
    };
    return () => window.clearInterval(timer);
  }, [step, onLinked]);

  switch (step.kind) {
    case "start":
    case "asking":
      return (
        <div className="empty">
          <h3>Link your Yoto account</h3>
          <p>You confirm it at Yoto with a short code. Your Yoto password is never entered here.</p>
          <button type="button" onClick={() => void begin()} disabled={step.kind === "asking"}>
            {step.kind === "asking" ? "Asking Yoto …" : "Get a code"}
          </button>
        </div>
      );
    case "waiting":
      return (
        <div className="empty">
          <h3>Enter this code at Yoto</h3>
          <output className="code">{step.link.userCode}</output>
          <p>
            <a className="button" href={step.link.addressWithCode} target="_blank" rel="noreferrer">
              Open Yoto
            </a>
          </p>
          <p className="muted" role="status">
            Waiting for Yoto. The code works until {step.link.expiresAt.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}.
          </p>
        </div>
      );
    case "linked":
      return (
        <div className="empty" role="status">
          <h3>Linked</h3>
          <p>Looking for your players …</p>
        </div>
      );
    case "failed":
      return <Notice message={step.message} onRetry={() => void begin()} />;
  }
}
