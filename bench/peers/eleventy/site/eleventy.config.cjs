// Collections are worked out once: the lists of articles by section, tag, author and month, each cut into pages.
const fs = require("node:fs");
const footnotes = require("markdown-it-footnote");

const PAGE = 50;
const FEED = 30;
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

// The site and each section, tag and author have a feed of their newest articles; that of a month has all of them, as an
// archive of the site's (RFC 5005).
function feeds(api) {
  const lists = [...grouped(api).values()];
  const months = lists.filter((list) => list.kind === "month");
  const made = lists.map((list) => {
    if (list.kind !== "month") return { ...list, articles: list.articles.slice(0, FEED) };
    const at = months.indexOf(list);
    return { ...list, before: months[at + 1]?.address, after: months[at - 1]?.address };
  });
  return [
    { kind: "site", title: "", address: "/", articles: articles(api).slice(0, FEED), before: months[0]?.address },
    ...made,
  ];
}

const address = (site, path) => ({ "@id": `${site.url}/#${path}` });
const organization = (site) => ({
  "@type": "NewsMediaOrganization",
  ...address(site, "organization"),
  name: site.title,
  url: `${site.url}/`,
});
const website = (site) => ({ "@type": "WebSite", ...address(site, "website"), name: site.title, url: `${site.url}/` });

function person(name, site) {
  const url = `${site.url}/authors/${slug(name)}/`;
  return { "@type": "Person", "@id": `${url}#person`, name, url };
}

// What a page says of itself, with the way to it: pairs of names and addresses, from the home page on.
function graph(site, itself, way) {
  const steps = [[site.title, `${site.url}/`], ...way].map(([name, item], at) => ({
    "@type": "ListItem",
    position: at + 1,
    name,
    item,
  }));
  const breadcrumb = { "@type": "BreadcrumbList", "@id": `${itself.url}#breadcrumb`, itemListElement: steps };
  return script([itself, breadcrumb, organization(site)]);
}

const script = (things) => {
  const data = JSON.stringify({ "@context": "https://schema.org", "@graph": things }).replaceAll("<", "\\u003c");
  return `<script type="application/ld+json">${data}</script>`;
};

function articleGraph({ title, dek, section, authors, topics, page, content, site }) {
  const url = site.url + page.url;
  const heading = section[0].toUpperCase() + section.slice(1);
  const itself = {
    "@type": "NewsArticle",
    "@id": `${url}#article`,
    url,
    mainEntityOfPage: url,
    headline: title,
    description: dek,
    inLanguage: "en",
    datePublished: page.date.toISOString(),
    author: authors.map((name) => person(name, site)),
    publisher: address(site, "organization"),
    articleSection: heading,
    keywords: topics,
    wordCount: content.replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).length,
    isAccessibleForFree: true,
    isPartOf: [website(site)],
  };
  return graph(site, itself, [[heading, `${site.url}/${section}/`], [title, url]]);
}

// Of an author it says that it's about them, of other lists which addresses they have.
function listGraph(site, kind, name, path, addresses) {
  const url = site.url + path;
  const items = addresses.map((one, at) => ({ "@type": "ListItem", position: at + 1, url: site.url + one }));
  const itself = {
    "@type": kind === "author" ? "ProfilePage" : "CollectionPage",
    "@id": url,
    name,
    url,
    inLanguage: "en",
    publisher: address(site, "organization"),
    isPartOf: website(site),
    breadcrumb: { "@id": `${url}#breadcrumb` },
    mainEntity: kind === "author" ? person(name, site) : { "@type": "ItemList", itemListElement: items },
  };
  return graph(site, itself, [[name, url]]);
}

function jsonFeed(feed, site) {
  const items = feed.articles.map((one) => ({
    id: site.url + one.url,
    url: site.url + one.url,
    title: one.data.title,
    summary: one.data.dek,
    content_html: one.templateContent,
    date_published: one.date.toISOString(),
    authors: one.data.authors.map((name) => ({ name })),
    tags: [one.data.section[0].toUpperCase() + one.data.section.slice(1), ...one.data.topics],
    language: "en",
  }));
  const about = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title ? `${feed.title} – ${site.title}` : site.title,
    home_page_url: site.url + feed.address,
    feed_url: `${site.url}${feed.address}feed.json`,
    language: "en",
    authors: [{ name: site.title }],
    items,
  };
  return JSON.stringify(about, null, 1);
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
  config.addCollection("feeds", feeds);
  config.addCollection("fullFeeds", (api) => feeds(api).filter((feed) => ["site", "section"].includes(feed.kind)));

  config.addFilter("slug", slug);
  config.addFilter("month", month);
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("day", (date) => date.toISOString().slice(0, 16).replace("T", ", "));
  config.addFilter("articleGraph", articleGraph);
  config.addFilter("homeGraph", (site) =>
    script([{ ...website(site), inLanguage: "en", publisher: address(site, "organization") }, organization(site)]));
  config.addFilter("listGraph", listGraph);
  config.addFilter("jsonFeed", jsonFeed);
  config.addFilter("pluck", (all, key) => all.map((one) => one[key]));
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
