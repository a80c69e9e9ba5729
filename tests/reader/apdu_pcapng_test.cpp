#include "emulators/reader/apdu_pcapng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/identity/temporary_folder.h"
#include "tests/reader/sample_records.h"

namespace kazasu::reader {
namespace {

std::string file_of(std::vector<ApduRecord> const& records) {
  auto packets = ApduPcapng{};
  auto bytes = ApduPcapng::beginning();
  for (auto const& record : records) bytes += packets.blocks(record);
  return bytes;
}

std::uint32_t little(std::string_view bytes, std::size_t at) {
  auto number = 0U;
  for (auto i = 0U; i < 4; ++i)
    number |= static_cast<unsigned>(static_cast<unsigned char>(bytes[at + i])) << 8U * i;
  return number;
}

// The types of the blocks, each of which must be whole: aligned, and with its length at both ends.
std::vector<std::uint32_t> types_of_blocks(std::string_view bytes) {
  auto types = std::vector<std::uint32_t>{};
  while (!bytes.empty()) {
    if (bytes.size() < 12) ADD_FAILURE() << "a block of " << bytes.size() << " bytes";
    auto const length = little(bytes, 4);
    if (length < 12 || length % 4 != 0 || length > bytes.size() || little(bytes, length - 4) != length) {
      ADD_FAILURE() << "a block with a length of " << length;
      break;
    }
    types.push_back(little(bytes, 0));
    bytes.remove_prefix(length);
  }
  return types;
}

TEST(ApduPcapng, ConsistsOfWholeBlocks) {
  auto const types = types_of_blocks(file_of(sample_records()));
  constexpr auto kSection = 0x0A0D0D0AU;
  auto expected = std::vector<std::uint32_t>{kSection, 1};
  // Five events and two exchanges without an answer are one packet each, twelve exchanges two; slot 3 is met
  // at the sixth record.
  expected.insert(expected.end(), 1 + 1 + 2 + 2 + 2, 6);
  expected.push_back(1);
  expected.insert(expected.end(), types.size() - expected.size(), 6);
  EXPECT_EQ(types, expected);
  EXPECT_EQ(types.size(), 1U + 2U + 7U + 2U * 12U);
}

TEST(ApduPcapng, TakesTheLongestCommand) {
  auto record = exchange("00B0000000", "9000");
  record.command.append(65'600, 'x');
  record.answer.insert(0, 65'600, 'y');
  EXPECT_EQ(types_of_blocks(file_of({record})).size(), 4U);
}

// What tshark prints about a file: one line for each packet, the fields separated by "|".
std::string tshark(std::filesystem::path const& file) {
  auto const command =
      "tshark -n -r '" + file.string() +
      "' -T fields -E separator='|' -e frame.time_epoch -e frame.interface_name -e _ws.col.Protocol -e "
      "_ws.col.Info -e iso7816.apdu.sw1 -e iso7816.apdu.sw2 -e frame.comment 2>/dev/null";
  auto const pipe = std::unique_ptr<std::FILE, int (*)(std::FILE*)>{popen(command.c_str(), "r"), pclose};
  auto text = std::string{};
  auto buffer = std::array<char, 4096>{};
  for (std::size_t count = 1; count > 0;) {
    count = std::fread(buffer.data(), 1, buffer.size(), pipe.get());
    text.append(buffer.data(), count);
  }
  return text;
}

class InWireshark : public testing::Test {
 protected:
  std::string dissected(std::string const& bytes) const {
    auto const path = folder_.path() / "trace.pcapng";
    std::ofstream{path, std::ios::binary} << bytes;
    return tshark(path);
  }

  identity::TemporaryFolder folder_;
};

TEST_F(InWireshark, NamesAndStatusWordsAreShown) {
  auto golden = std::ostringstream{};
  golden << std::ifstream{"tests/reader/golden/trace_in_tshark.txt"}.rdbuf();
  EXPECT_EQ(dissected(file_of(sample_records())), golden.str());
}

TEST_F(InWireshark, AFileThatWasCutIsReadUpToThere) {
  auto const whole = file_of(sample_records());
  auto const lines = dissected(whole);
  for (auto const cut : {whole.size() - 1, whole.size() / 2, whole.size() / 4}) {
    auto const part = dissected(whole.substr(0, cut));
    EXPECT_TRUE(lines.starts_with(part));
    // Not less than what is in the file: a packet of ours has fewer than 250 bytes.
    auto const packets = std::count(part.begin(), part.end(), '\n');
    EXPECT_GE(packets, static_cast<std::ptrdiff_t>(cut / 250));
  }
}

}  // namespace
}  // namespace kazasu::reader
