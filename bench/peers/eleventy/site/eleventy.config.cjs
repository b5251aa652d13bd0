// Collections are worked out once: the lists of articles by section, tag, author and month, each cut into pages.
const fs = require("node:fs");
const footnotes = require("markdown-it-footnote");

const PAGE = 50;
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const month = (date) => `${date.getUTCFullYear()}/${String(date.getUTCMonth() + 1).padStart(2, "0")}`;

let newest = null;
let lists = null;

function articles(api) {
  newest ??= api.getFilteredByGlob("content/**/*.md").sort((one, other) => other.date - one.date);
  return newest;
}

// Each list by its address, newest first. An article knows its place in those of its tags and of its section.
function grouped(api) {
  if (lists) return lists;
  lists = new Map();
  const add = (kind, title, address, article) => {
    if (!lists.has(address)) lists.set(address, { kind, title, address, articles: [] });
    const list = lists.get(address);
    article.data.places ??= [];
    article.data.places.push([list, list.articles.length]);
    list.articles.push(article);
  };
  for (const article of articles(api)) {
    const { section, topics, authors } = article.data;
    add("section", section[0].toUpperCase() + section.slice(1), `/${section}/`, article);
    for (const topic of topics) add("tag", topic, `/tags/${slug(topic)}/`, article);
    for (const author of authors) add("author", author, `/authors/${slug(author)}/`, article);
    add("month", month(article.date), `/archive/${month(article.date)}/`, article);
  }
  return lists;
}

function paged(list) {
  const count = Math.ceil(list.articles.length / PAGE);
  return Array.from({ length: count }, (_, at) => ({
    ...list,
    articles: list.articles.slice(at * PAGE, (at + 1) * PAGE),
    number: at + 1,
    count,
    permalink: at ? `${list.address}page/${at + 1}/index.html` : `${list.address}index.html`,
    newer: at === 0 ? "" : at === 1 ? list.address : `${list.address}page/${at}/`,
    older: at + 1 < count ? `${list.address}page/${at + 2}/` : "",
  }));
}

module.exports = function (config) {
  config.on("eleventy.before", ({ directories }) => {
    fs.rmSync(directories.output, { recursive: true, force: true });
    newest = lists = null;
  });
  config.addPassthroughCopy("media");
  config.addPassthroughCopy("css");
  config.amendLibrary("md", (library) => library.set({ html: true }).use(footnotes));

  config.addCollection("newest", articles);
  config.addCollection("pages", (api) => [...grouped(api).values()].flatMap(paged));
  config.addCollection("lists", (api) => [...grouped(api).values()]);
  config.addCollection("feeds", (api) => [
    { title: "", address: "/", articles: articles(api).slice(0, 30) },
    ...[...grouped(api).values()]
      .filter((list) => list.kind === "section")
      .map((list) => ({ title: list.title, address: list.address, articles: list.articles.slice(0, 30) })),
  ]);

  config.addFilter("slug", slug);
  config.addFilter("month", month);
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("day", (date) => date.toISOString().slice(0, 16).replace("T", ", "));
  config.addFilter("from", (all, begin, end) => all.slice(begin, end));
  config.addFilter("outside", (all, section) => all.slice(0, 60).filter((one) => one.data.section !== section));
  config.addFilter("of", (all, kind) => all.filter((list) => list.kind === kind));
  config.addFilter("neighbours", (places) => {
    const [list, at] = (places ?? []).find(([one]) => one.kind === "section") ?? [{ articles: [] }, 0];
    return { newer: list.articles[at - 1], older: list.articles[at + 1] };
  });
  config.addFilter("background", (places) => {
    const earlier = (places ?? [])
      .filter(([list]) => list.kind === "tag")
      .flatMap(([list, at]) => list.articles.slice(at + 1, at + 5));
    return [...new Set(earlier)].sort((one, other) => other.date - one.date).slice(0, 4);
  });

  return {
    dir: { input: ".", output: "public", includes: "_includes", data: "_data" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};
