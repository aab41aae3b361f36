// The control API of the simulated cloud.

export const read = path => fetch(`/sim/${path}`).then(answer => answer.json());

const send = (method, path, body) => fetch(`/sim/${path}`, { method, body: body && JSON.stringify(body) });

export const act = (playerId, name, body = {}) => send("POST", `players/${playerId}/${name}`, body);
export const cutConnection = playerId => send("POST", "connections/break", { how: "reset", playerId });
export const switchOn = fault => send("POST", "faults", fault);
export const switchOff = faultId => send("DELETE", `faults/${faultId}`);

/** Where the bytes are that a card means by yoto:#… or by an address. */
export const mediaOf = url => url?.startsWith("yoto:#") ? `/sim/media/${url.slice(6)}` : url;
