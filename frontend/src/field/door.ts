// What do the journeys and the measurements use of the application, without its screens? Built for them alone, never served.
export { get, state } from "./api";
export { write } from "./capture";
export { take } from "./pack";
export { begin, store } from "./session";
export { batches, synchronise } from "./sync";
export { unlock, vaults } from "./vault";
