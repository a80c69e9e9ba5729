#include "emulators/claims/record_scanner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kazasu::claims {
namespace {

struct Seen {
  std::uint32_t number;
  std::uint64_t offset;
  std::string text;
  bool ended;
  bool operator==(Seen const&) const = default;
};

std::vector<Seen> scan(RecordScanner& scanner, std::string const& file, std::size_t chunk) {
  auto seen = std::vector<Seen>{};
  auto const drain = [&] {
    while (auto const record = scanner.next()) {
      seen.push_back({record->number, record->offset, std::string{record->text}, record->ended});
    }
  };
  for (std::size_t at = 0; at < file.size(); at += chunk) {
    scanner.feed(std::string_view{file}.substr(at, chunk));
    drain();
  }
  scanner.finish();
  drain();
  return seen;
}

TEST(RecordScanner, CutsAtEveryEndHoweverTheBytesArrive) {
  auto const file = std::string{"HM,1\r\nRE,1\r\n\r\nGO\r\n\x1A"};
  auto const expected =
      std::vector<Seen>{{1, 0, "HM,1", true}, {2, 6, "RE,1", true}, {3, 12, "", true}, {4, 14, "GO", true}};
  for (std::size_t chunk = 1; chunk <= file.size(); ++chunk) {
    auto scanner = RecordScanner{};
    EXPECT_EQ(scan(scanner, file, chunk), expected) << chunk;
    EXPECT_TRUE(scanner.end_mark());
    EXPECT_FALSE(scanner.beyond_end_mark());
    EXPECT_EQ(scanner.bytes(), file.size());
  }
}

TEST(RecordScanner, SaysHowAFileEnds) {
  auto unmarked = RecordScanner{};
  scan(unmarked, "GO\r\n", 3);
  EXPECT_FALSE(unmarked.end_mark());
  auto beyond = RecordScanner{};
  EXPECT_EQ(scan(beyond, "GO\r\n\x1AHM\r\n", 2).size(), 1U);
  EXPECT_TRUE(beyond.beyond_end_mark());
  auto cut = RecordScanner{};
  auto const last = scan(cut, "HM,1\r\nRE,", 4).back();
  EXPECT_EQ(last, (Seen{2, 6, "RE,", false}));
  auto bare = RecordScanner{};
  EXPECT_EQ(scan(bare, "HM\nGO\r\n", 7).front(), (Seen{1, 0, "HM", false}));
}

TEST(RecordScanner, BoundsARecord) {
  auto scanner = RecordScanner{};
  auto const line = std::string(3 * RecordScanner::kLongestRecord, 'x');
  scanner.feed(line);
  EXPECT_FALSE(scanner.next());
  scanner.feed("y\r\nGO\r\n");
  auto const record = scanner.next();
  ASSERT_TRUE(record);
  EXPECT_TRUE(record->too_long);
  EXPECT_EQ(record->text.size(), RecordScanner::kLongestRecord);
  auto const after = scanner.next();
  ASSERT_TRUE(after);
  EXPECT_EQ(after->text, "GO");
  EXPECT_FALSE(after->too_long);
}

}  // namespace
}  // namespace kazasu::claims
