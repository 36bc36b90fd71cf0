import { describe, expect, test } from "vitest";
import { checkAddresses, checkUrl, type FetchRule, ruleAfter } from "./fetch-rule.ts";

const PUBLIC: FetchRule = { loopback: false, namedOrigins: [] };
const LOCAL: FetchRule = { loopback: true, namedOrigins: [] };
const https = new URL("https://models.example/digits/");
const http = new URL("http://models.example/digits/");

describe("addresses that no package may be fetched from", () => {
  test.each([
    ["0.0.0.0", "unspecified"],
    ["0.1.2.3", "unspecified"],
    ["10.0.0.1", "private"],
    ["100.64.0.1", "carrierGradeNat"],
    ["100.100.100.200", "carrierGradeNat"],
    ["127.0.0.1", "loopback"],
    ["127.255.255.254", "loopback"],
    ["169.254.169.254", "linkLocal"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.0.0.8", "reserved"],
    ["192.0.2.1", "reserved"],
    ["192.88.99.1", "reserved"],
    ["192.168.1.1", "private"],
    ["198.18.0.1", "reserved"],
    ["198.51.100.1", "reserved"],
    ["203.0.113.1", "reserved"],
    ["224.0.0.1", "multicast"],
    ["240.0.0.1", "reserved"],
    ["255.255.255.255", "broadcast"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["::127.0.0.1", "ipv4Mapped"],
    ["::ffff:127.0.0.1", "ipv4Mapped"],
    ["::ffff:8.8.8.8", "ipv4Mapped"],
    ["64:ff9b::10.0.0.1", "rfc6052"],
    ["64:ff9b:1::1", "rfc6052"],
    ["100::1", "discard"],
    ["2001::1", "teredo"],
    ["2001:db8::1", "reserved"],
    ["2002:7f00:1::", "6to4"],
    ["4000::1", "reserved"],
    ["fc00::1", "uniqueLocal"],
    ["fd00:ec2::254", "uniqueLocal"],
    ["fe80::1", "linkLocal"],
    ["fe80::1%eth0", "invalid"],
    ["fec0::1", "deprecatedSiteLocal"],
    ["ff02::1", "multicast"],
    ["", "invalid"],
    ["localhost", "invalid"],
  ])("%s is %s", (address, range) => {
    expect(() => checkAddresses(https, [address], PUBLIC)).toThrow(`${address} is not public (${range})`);
    expect(() => checkAddresses(https, ["1.1.1.1", address], PUBLIC)).toThrow("is not public");
  });
});

test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "2606:4700::1111"])("%s is public", (address) => {
  expect(checkAddresses(https, [address], PUBLIC)).toBe("public");
  expect(checkAddresses(https, [address], LOCAL)).toBe("public");
  expect(() => checkAddresses(http, [address], LOCAL)).toThrow("by https, not http");
});

test("a host without an address is to be tried again", () => {
  expect(() => checkAddresses(https, [], PUBLIC)).toThrow(expect.objectContaining({ mayPass: true }));
});

test("on the local chain this machine is allowed, by http too, and nothing else of its network", () => {
  expect(checkAddresses(http, ["127.0.0.1", "::1"], LOCAL)).toBe("loopback");
  expect(() => checkAddresses(http, ["127.0.0.1", "1.1.1.1"], LOCAL)).toThrow("127.0.0.1 is not public");
  expect(() => checkAddresses(http, ["10.0.0.1"], LOCAL)).toThrow("10.0.0.1 is not public");
});

test("what the operator has named is reached anywhere, at its own port and scheme only", () => {
  const rule = { loopback: false, namedOrigins: ["http://gateway.internal:8080"] };
  expect(checkAddresses(new URL("http://gateway.internal:8080/ipfs/x"), ["10.0.0.1"], rule)).toBe("named");
  expect(() => checkAddresses(new URL("http://gateway.internal:8081/"), ["10.0.0.1"], rule)).toThrow("not public");
  expect(() => checkAddresses(new URL("https://gateway.internal:8080/"), ["10.0.0.1"], rule)).toThrow("not public");
});

test("a redirect from a public host leads to public ones only", () => {
  const rule = { loopback: true, namedOrigins: ["http://gateway.internal:8080"] };
  expect(ruleAfter("public", rule)).toEqual({ loopback: false, namedOrigins: [] });
  expect(ruleAfter("loopback", rule)).toEqual({ loopback: true, namedOrigins: [] });
  expect(ruleAfter("named", rule)).toEqual({ loopback: false, namedOrigins: rule.namedOrigins });
});

test.each([
  ["ftp://models.example/", "by https and ipfs only"],
  ["file:///etc/passwd", "by https and ipfs only"],
  ["https://user@models.example/", "user's name or password"],
  ["https://:secret@models.example/", "user's name or password"],
])("%s is refused", (text, sentence) => {
  expect(() => checkUrl(new URL(text))).toThrow(sentence);
  expect(() => checkUrl(new URL(text))).not.toThrow("secret");
});
