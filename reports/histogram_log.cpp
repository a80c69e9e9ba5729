#include "reports/histogram_log.h"

#include <zlib.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "reports/base64.h"
#include "reports/display.h"

namespace kazasu::reports {

namespace {

constexpr std::uint32_t kCompressedCookie = 0x1c849304U | 0x10U;
constexpr std::size_t kHeaderBytes = 8;
constexpr std::size_t kLargestPayload = std::size_t{16} << 20U;  // far above 40 + 9 bytes for each bucket

void append_word(std::string& out, std::uint32_t word) {
  for (auto shift : {24U, 16U, 8U, 0U}) out.push_back(static_cast<char>(word >> shift));
}

std::uint32_t read_word(std::string_view bytes, std::size_t offset) {
  auto word = std::uint32_t{0};
  for (std::size_t i = 0; i < 4; ++i) word = word << 8U | static_cast<unsigned char>(bytes[offset + i]);
  return word;
}

std::string deflate(std::string const& payload) {
  auto size = compressBound(payload.size());
  auto out = std::string(size, '\0');
  auto const* source = reinterpret_cast<Bytef const*>(payload.data());
  auto const status = compress2(reinterpret_cast<Bytef*>(out.data()), &size, source, payload.size(), 6);
  if (status != Z_OK) throw std::runtime_error{"histogram: zlib could not compress it"};
  out.resize(size);
  return out;
}

std::string inflate(std::string_view compressed) {
  auto const* source = reinterpret_cast<Bytef const*>(compressed.data());
  for (auto room = std::size_t{1} << 16U; room <= kLargestPayload; room *= 4) {
    auto out = std::string(room, '\0');
    auto size = static_cast<uLongf>(room);
    auto const status = uncompress(reinterpret_cast<Bytef*>(out.data()), &size, source, compressed.size());
    if (status == Z_BUF_ERROR && size == room) continue;
    if (status != Z_OK) break;
    out.resize(size);
    return out;
  }
  throw std::invalid_argument{"histogram: its zlib stream is damaged"};
}

std::optional<int> digits(std::string_view text, std::size_t offset, std::size_t count) {
  auto value = 0;
  if (text.size() < offset + count) return std::nullopt;
  auto const* end = text.data() + offset + count;
  auto const parsed = std::from_chars(text.data() + offset, end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return value;
}

// Seconds since the epoch of "2026-01-05T09:00:00+09:00" (a fraction is dropped; "Z" is +00:00).
std::optional<std::int64_t> epoch_seconds(std::string_view text) {
  auto parts = std::array<int, 6>{};
  constexpr auto kOffsets = std::array<std::size_t, 6>{0, 5, 8, 11, 14, 17};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const part = digits(text, kOffsets[i], i == 0 ? 4 : 2);
    if (!part) return std::nullopt;
    parts[i] = *part;
  }
  auto const zone = text.find_first_of("Z+-", 19);
  if (zone == std::string_view::npos) return std::nullopt;
  auto offset_s = 0;
  if (text[zone] != 'Z') {
    auto const hours = digits(text, zone + 1, 2);
    auto const minutes = digits(text, zone + 4, 2);
    if (!hours || !minutes) return std::nullopt;
    offset_s = (*hours * 60 + *minutes) * 60 * (text[zone] == '-' ? -1 : 1);
  }
  auto const date = std::chrono::year{parts[0]} / parts[1] / parts[2];
  if (!date.ok()) return std::nullopt;
  auto const days = std::chrono::sys_days{date}.time_since_epoch().count();
  return std::int64_t{days} * 86'400 + parts[3] * 3'600 + parts[4] * 60 + parts[5] - offset_s;
}

// A tag ends at the first comma, and the format has no escape.
std::string as_tag(std::string name) {
  for (auto& letter : name) {
    if (letter == ',' || letter == ' ' || letter == '\n' || letter == '\r') letter = '_';
  }
  return name;
}

}  // namespace

std::string encode_histogram(sim::Histogram const& histogram) {
  auto const compressed = deflate(histogram.encode_v2());
  auto bytes = std::string{};
  append_word(bytes, kCompressedCookie);
  append_word(bytes, static_cast<std::uint32_t>(compressed.size()));
  return to_base64(bytes + compressed);
}

sim::Histogram decode_histogram(std::string_view text) {
  auto const bytes = from_base64(text);
  if (bytes.size() < kHeaderBytes || read_word(bytes, 0) != kCompressedCookie) {
    throw std::invalid_argument{"histogram: not HdrHistogram V2 compressed"};
  }
  if (bytes.size() != kHeaderBytes + read_word(bytes, 4)) {
    throw std::invalid_argument{"histogram: its length does not match its header"};
  }
  return sim::Histogram::decode_v2(inflate(std::string_view{bytes}.substr(kHeaderBytes)));
}

std::string histogram_log(std::map<std::string, sim::Histogram> const& histograms, LogTimes const& times) {
  auto log = std::string{"#[Histogram log format version 1.3]\n#[Values are nanoseconds]\n"};
  if (auto const epoch = epoch_seconds(times.started_at)) {
    log +=
        "#[StartTime: " + std::to_string(*epoch) + ".000 (seconds since epoch), " + times.started_at + "]\n";
  }
  log += "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
  for (auto const& [name, histogram] : histograms) {
    auto const max_ms = static_cast<double>(histogram.max().count()) / 1e6;
    log += "Tag=" + as_tag(name) + ",0.000," + fixed_text(times.length_s, 3) + "," + fixed_text(max_ms, 3) +
           "," + encode_histogram(histogram) + "\n";
  }
  return log;
}

}  // namespace kazasu::reports
