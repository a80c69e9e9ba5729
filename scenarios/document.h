// A YAML document as a plain tree with positions. document.cpp alone knows the YAML library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/mistake.h"

namespace kazasu::scenarios {

enum class NodeKind { kNothing, kScalar, kList, kMapping };

struct Node {
  NodeKind kind = NodeKind::kNothing;
  Position at;
  std::string text{};                            // of a scalar
  std::vector<Node> items{};                     // of a list
  std::vector<std::pair<Node, Node>> entries{};  // of a mapping, as written: keys may be given twice
};

struct Document {
  Node root;
  std::vector<Mistake> mistakes;  // without the file's name; the root is of no use when there are any
};

// Accepts one document in UTF-8 without anchors, aliases or explicit tags: a scenario is read by people.
Document parse_document(std::string_view text);

}  // namespace kazasu::scenarios
