// Sends and files to keep.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "emulators/adapters/claims_store/sha256.h"
#include "emulators/claims/claims_journal.h"

namespace kazasu::store {

inline auto const kNoon = sim::parse_iso_date_time("2025-01-07T12:00:00.125+09:00");
inline constexpr auto kClaimMonth = std::chrono::year{2025} / std::chrono::January;
inline constexpr auto kClaimKey =
    claims::SendKey{.station = 3, .payer = claims::Payer::kFederation, .month = kClaimMonth};

class TextContent final : public claims::SentContent {
 public:
  explicit TextContent(std::string text) : text_(std::move(text)) {}
  std::uint64_t size() const override { return text_.size(); }
  // In pieces that are none of the store's.
  void read(std::function<void(std::string_view)> const& give) const override {
    for (auto rest = std::string_view{text_}; !rest.empty();
         rest.remove_prefix(std::min(rest.size(), kPiece)))
      give(rest.substr(0, kPiece));
  }

 private:
  static constexpr auto kPiece = std::size_t{300'000};
  std::string text_;
};

inline std::string hash_of(std::string_view text) {
  auto hash = adapters::Sha256{};
  hash.add(text);
  return hash.hexadecimal();
}

inline std::string text_of(claims::SentContent const& content) {
  auto text = std::string{};
  content.read([&text](std::string_view bytes) { text.append(bytes); });
  return text;
}

// Not the same all over, and not random either: like a claim, it can be compressed.
inline std::string long_text(std::size_t size, unsigned from = 0) {
  auto text = std::string{};
  text.reserve(size + 64);
  for (auto i = from; text.size() < size; ++i) {
    text.append("KA,202412").append(std::to_string(i * 2'654'435'761U)).append(",1,510000110,,5550\r\n");
  }
  text.resize(size);
  return text;
}

inline claims::SendMade send_of(claims::SendKey const& key, std::uint32_t number, std::string text) {
  auto send = claims::Send{.number = number,
                           .content = hash_of(text),
                           .received = kNoon + std::chrono::minutes{number},
                           .ready = kNoon + std::chrono::minutes{number + 15},
                           .receipts = {{.identity = 0xFEDC'BA98'7654'3210U + number,
                                         .person = 77,
                                         .care_month = std::chrono::year{2024} / std::chrono::December,
                                         .checked = claims::ReceiptClass::kReturn,
                                         .eligibility = claims::EligibilityOutcome::kSplit,
                                         .parts = 10},
                                        {.identity = 5}}};
  return {.key = key,
          .send = std::move(send),
          .file = {.content = std::make_unique<TextContent>(std::move(text)), .lines = {}}};
}

inline claims::ListLine sample_line() {
  return {.finding = {.check = claims::Check::kLimitExceeded,
                      .receipt = 2,
                      .record = 14,
                      .field = 5,
                      .offset = 5'000'000'000U,
                      .id = {'K', 'A'}},
          .record_number = "R-1",
          .care_month = "202412",
          .name = "\x8E\x8E\x8C\xB1",  // Shift_JIS, and no UTF-8
          .birth_date = "19500101",
          .yen = "11100"};
}

inline bool same_line(claims::ListLine const& a, claims::ListLine const& b) {
  return a.finding == b.finding && a.record_number == b.record_number && a.care_month == b.care_month &&
         a.name == b.name && a.birth_date == b.birth_date && a.yen == b.yen;
}

// Everything in a change but files, so that changes can be compared.
std::string described(claims::ClaimChange const& change);

// A store as a kill or the loss of power leaves it.
inline std::filesystem::path crashed_copy(std::filesystem::path const& file, std::string const& name) {
  auto const copy = file.parent_path() / name;
  std::filesystem::copy_file(file, copy);
  std::filesystem::copy_file(file.string() + "-wal", copy.string() + "-wal");
  return copy;
}

}  // namespace kazasu::store
