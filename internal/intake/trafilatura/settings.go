// This file is part of go-trafilatura, Go package for extracting readable
// content, comments and metadata from a web page. Source available in
// <https://github.com/markusmobius/go-trafilatura>.
//
// Copyright (C) 2021 Markus Mobius
//
// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
// http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

// Code in this file is ported from <https://github.com/adbar/trafilatura>
// which available under Apache 2.0 license.

package trafilatura

// tagsToClean are removed with all they hold.
var tagsToClean = []string{
	"applet", "area", "aside", "audio", "blink", "button", "canvas", "datalist", "dialog", "embed",
	"fieldset", "figure", "footer", "form", "frame", "frameset", "head", "iframe", "input", "ins",
	"label", "legend", "link", "map", "marquee", "math", "menu", "menuitem", "nav", "noscript",
	"object", "optgroup", "option", "output", "param", "picture", "progress", "rp", "rt", "rtc",
	"script", "select", "source", "style", "svg", "textarea", "time", "track", "use", "video",
}

// tagsToStrip are removed, and what they hold stays.
var tagsToStrip = []string{
	"abbr", "acronym", "address", "bdi", "bdo", "big", "cite", "data", "dfn", "font",
	"hgroup", "img", "ins", "mark", "meta", "ruby", "small", "tbody", "template", "tfoot",
	"thead",
}

// emptyTags are removed when they hold nothing.
var emptyTags = []string{
	"article", "b", "blockquote", "dd", "div", "dt", "em",
	"h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "main",
	"p", "pre", "q", "section", "span", "strong",
}

// contentTags are the elements that text is taken from.
var contentTags = []string{
	"blockquote", "code",
	"del", "s", "strike",
	"h1", "h2", "h3", "h4", "h5", "h6",
	"em", "i", "b", "strong", "u", "kbd", "samp", "tt", "var", "sub", "sup",
	"br", "hr",
	"ul", "ol", "dl",
	"p", "pre", "q",
	"details", "summary",
	"table", "tr", "th", "td",
}
