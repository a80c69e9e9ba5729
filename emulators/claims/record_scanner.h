// Cuts the bytes of a receipt file into records, however they arrive. Memory is bounded by the longest
// record.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kazasu::claims {

struct ScannedRecord {
  std::uint32_t number = 0;  // from 1
  std::uint64_t offset = 0;  // of its first byte in the file
  std::string_view text;     // without its end; cut off when it is too long
  bool ended = true;         // by 0D 0A
  bool too_long = false;
};

class RecordScanner {
 public:
  // The longest that a record of the layout can be (JS) is below 2.8 KB; what is longer is cut (ours).
  static constexpr auto kLongestRecord = std::size_t{8192};

  // More of the file, which lives until next() says that it needs more. Precondition: it has said so.
  void feed(std::string_view bytes);
  // No more of it comes.
  void finish() { finished_ = true; }
  // Nothing: feed() more, or all has been given after finish(). The text lives until the next call.
  std::optional<ScannedRecord> next();

  // Known once all has been given. The mark 1A follows the last 0D 0A, and nothing follows it.
  bool end_mark() const { return end_mark_; }
  bool beyond_end_mark() const { return beyond_end_mark_; }
  std::uint64_t bytes() const { return offset_; }

 private:
  // Takes `count` bytes off the chunk and into the record that has begun.
  void take(std::size_t count);
  ScannedRecord give();

  std::string record_;        // what has come of the record under way, or was given last
  std::string_view rest_;     // of the chunk
  std::uint64_t offset_ = 0;  // of the next byte of the chunk
  std::uint64_t begun_ = 0;   // where the record under way begins
  std::uint32_t number_ = 0;
  bool too_long_ = false;
  bool given_ = false;
  bool finished_ = false;
  bool end_mark_ = false;
  bool beyond_end_mark_ = false;
};

}  // namespace kazasu::claims
