// Reads a feed from standard input with podcast-partytime and prints what it understood as JSON.
const fs = require("node:fs");

process.env.LOG = "silent";
const { parseFeed } = require("podcast-partytime");

console.log(JSON.stringify(parseFeed(fs.readFileSync(0, "utf8"))));
