import { expect, test } from "vitest";
import { ROUTINE_GAS_MS, ROUTINE_STORAGE_GAS } from "../limits.ts";
import { RoutineGas } from "./routine-gas.ts";

const to = "0x1111111111111111111111111111111111111111";
const call = { to, data: "0x0102030405" } as const;

test("the gas of a routine call is that of another one of its function, for a while", () => {
  const routine = new RoutineGas();
  expect(routine.of(call, 0)).toBeUndefined();
  routine.learn(call, 100_000n, 0);
  expect(routine.of({ to, data: "0x01020304ff" }, ROUTINE_GAS_MS - 1)).toBe(120_000n + ROUTINE_STORAGE_GAS);
  expect(routine.of({ to, data: "0x0102030505" }, 0)).toBeUndefined();
  expect(routine.of(call, ROUTINE_GAS_MS)).toBeUndefined();
  routine.learn(call, 100_000n, ROUTINE_GAS_MS);
  routine.forget(call);
  expect(routine.of(call, ROUTINE_GAS_MS)).toBeUndefined();
});
