// A peer: OpenAI's own SDK for Node, called in a loop as its users do.
// usage: node openai.mjs BASE_URL CALLS AT_ONCE
import OpenAI from "openai";

const [baseURL, calls, atOnce] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
let next = 0;
let characters = 0;

async function loop() {
  while (next < Number(calls)) {
    next += 1;
    const text =
      "Say in a word what this is about: " +
      `The parcel with number ${next} arrived late, and the lid of the box was dented. Please advise.`;
    const answer = await client.chat.completions.create({
      model: "echo",
      messages: [{ role: "user", content: text }],
    });
    characters += answer.choices[0].message.content.length;
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, loop));
console.log(characters);
