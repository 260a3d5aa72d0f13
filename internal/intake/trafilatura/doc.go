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

// Package trafilatura finds the main text of a web page. It is a part of go-trafilatura v1.12.2
// (https://github.com/markusmobius/go-trafilatura, Apache License 2.0, see LICENSE), changed:
//
//   - Only the extraction of the main text with the balanced settings and without fallback extractors is kept.
//     Metadata, comments, images, links, deduplication, logging, language detection and the fallbacks (readability,
//     dom-distiller) are left out. The packages they need (go-htmldate, go-dateparser, go-re2 with its WebAssembly
//     engine) take 0.12 s and 60 MB at every start of a program, whether it reads a page or not, and the fallbacks made
//     the result slightly worse on 181 pages.
//   - Maps are not ranged over where the order can show in the text, so that a page gives the same text each time.
//   - What took the square of a page's size or depth is done in place: see Strip, pruneUnwantedNodes, baseline.
//   - A short page gives its text once, and not its title with it: see baseline.
//
// Changes within a function are marked "Changed" where they stand.
package trafilatura

import (
	"unicode/utf8"

	"github.com/go-shiori/dom"
	"golang.org/x/net/html"
)

// minExtracted is how many letters a text must have for the search to end.
const minExtracted = 250

// Extract finds the main text of a page: a tree of paragraphs, headings, lists and tables. The page is
// left as it was.
func Extract(page *html.Node) *html.Node {
	doc := dom.Clone(page, true)
	docCleaning(doc)
	convertTags(doc)
	body, text := extractContent(doc)
	if utf8.RuneCountInString(text) < minExtracted {
		body = baseline(dom.Clone(page, true))
	}
	return body
}
