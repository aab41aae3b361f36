import { expect, test } from "vitest";
import { readLink, readStatus } from "./load";

const sent = {
  linkId: "1", userCode: "ABCD-EFGH", verificationUri: "https://login.example/activate",
  verificationUriComplete: "https://login.example/activate?user_code=ABCD-EFGH", expiresAt: "2026-03-01T12:00:00Z", interval: 5,
};

test("the code and its address are read", () => {
  expect(readLink(sent)).toMatchObject({ userCode: "ABCD-EFGH", addressWithCode: sent.verificationUriComplete, pollSeconds: 5 });
});

test("an address that would run a script is never a link", () => {
  expect(() => readLink({ ...sent, verificationUriComplete: "javascript:alert(1)" })).toThrow(TypeError);
});

test("a state that does not exist is not taken for one", () => {
  expect(readStatus({ status: "linked" })).toBe("linked");
  expect(() => readStatus({ status: "perhaps" })).toThrow(TypeError);
});
