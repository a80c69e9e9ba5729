#include "scenarios/document.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "scenarios/utf8.h"

namespace kazasu::scenarios {

namespace {

constexpr auto kLargestText = std::size_t{1} << 20U;
constexpr auto kDeepest = std::size_t{32};

// The library counts lines from 0 and columns in bytes.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  Position at(int line, int column) const {
    if (line < 0 || column < 0) return {1, 1};
    auto const row = std::min(static_cast<std::size_t>(line), starts_.size() - 1);
    auto const before = text_.substr(starts_[row], static_cast<std::size_t>(column));
    return {static_cast<int>(row) + 1, static_cast<int>(characters(before)) + 1};
  }
  Position at(YAML::Mark const& mark) const { return at(mark.line, mark.column); }
  // The library ends a quoted text at the end of the file when its quote is never closed.
  bool opens_without_closing(YAML::Mark const& mark) const {
    auto const row = std::min(static_cast<std::size_t>(mark.line), starts_.size() - 1);
    auto const offset = starts_[row] + static_cast<std::size_t>(mark.column);
    if (offset >= text_.size() || (text_[offset] != '\'' && text_[offset] != '"')) return false;
    return text_.find(text_[offset], offset + 1) == std::string_view::npos;
  }
  Position at_byte(std::size_t offset) const {
    auto const next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    auto const row = static_cast<std::size_t>(next - starts_.begin()) - 1;
    return at(static_cast<int>(row), static_cast<int>(offset - starts_[row]));
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

struct Refusal : std::runtime_error {
  Refusal(Position where, char const* message) : std::runtime_error(message), at(where) {}
  Position at;
};

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(Places const& places) : places_(places) {}

  void OnDocumentStart(YAML::Mark const&) override {}
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    add(Node{.kind = NodeKind::kNothing, .at = places_.at(mark)});
  }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
    throw Refusal{places_.at(mark),
                  "aliases (*name) are not part of the scenario language; write the value again"};
  }
  void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                std::string const& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (places_.opens_without_closing(mark))
      throw Refusal{places_.at(mark), "the quote that opens here is never closed"};
    add(Node{.kind = NodeKind::kScalar, .at = places_.at(mark), .text = value});
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::kList);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::kMapping);
  }
  void OnMapEnd() override { close(); }

  Node take() { return std::move(root_); }

 private:
  struct Level {
    Node node;
    std::optional<Node> key;  // of a mapping, waiting for its value
  };

  void open(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, NodeKind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (levels_.size() == kDeepest) throw Refusal{places_.at(mark), "nested too deep for a scenario"};
    levels_.push_back({Node{.kind = kind, .at = places_.at(mark)}, std::nullopt});
  }
  void close() {
    auto done = std::move(levels_.back().node);
    levels_.pop_back();
    add(std::move(done));
  }
  void add(Node node) {
    if (levels_.empty()) {
      root_ = std::move(node);
      return;
    }
    auto& level = levels_.back();
    if (level.node.kind == NodeKind::kList) {
      level.node.items.push_back(std::move(node));
    } else if (!level.key) {
      level.key = std::move(node);
    } else {
      // The library places a value that is left out at the next token, perhaps lines below.
      if (node.kind == NodeKind::kNothing) node.at = level.key->at;
      level.node.entries.emplace_back(std::move(*level.key), std::move(node));
      level.key.reset();
    }
  }
  void refuse_anchor(YAML::Mark const& mark, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) {
      throw Refusal{places_.at(mark), "anchors (&name) are not part of the scenario language"};
    }
  }
  // "?" and "!" are the library's names for plain and quoted values without a tag.
  void refuse_tag(YAML::Mark const& mark, std::string const& tag) const {
    if (!tag.empty() && tag != "?" && tag != "!") {
      throw Refusal{places_.at(mark), "tags (!name) are not part of the scenario language"};
    }
  }

  Places const& places_;
  std::vector<Level> levels_;
  Node root_;
};

Document refused(Position at, std::string message) {
  return {{}, {Mistake{.file = {}, .at = at, .message = std::move(message)}}};
}

Document parse_checked(std::string_view text, Places const& places) {
  auto builder = TreeBuilder{places};
  auto input = std::istringstream{std::string{text}};
  try {
    auto parser = YAML::Parser{input};
    if (!parser.HandleNextDocument(builder))
      return refused({1, 1}, "the file is empty; a scenario begins with 'name:'");
    auto root = builder.take();
    if (root.kind == NodeKind::kNothing)
      return refused({1, 1}, "the file is empty; a scenario begins with 'name:'");
    auto second = TreeBuilder{places};
    if (parser.HandleNextDocument(second)) {
      return refused(second.take().at, "a second document begins here; a file holds one scenario");
    }
    return {std::move(root), {}};
  } catch (Refusal const& refusal) {
    return refused(refusal.at, refusal.what());
  } catch (YAML::Exception const& error) {
    return refused(places.at(error.mark), "this is not YAML: " + error.msg);
  }
}

}  // namespace

Document parse_document(std::string_view text) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // byte order mark
  if (text.size() > kLargestText) return refused({}, "the file is larger than 1 MiB; this is not a scenario");
  auto const places = Places{text};
  if (auto const bad = first_bad_byte(text)) {
    auto const control = static_cast<unsigned char>(text[*bad]) < 0x80;
    return refused(places.at_byte(*bad), control ? "a control character is in the text; remove it"
                                                 : "the text is not UTF-8; save the file as UTF-8");
  }
  return parse_checked(text, places);
}

}  // namespace kazasu::scenarios
