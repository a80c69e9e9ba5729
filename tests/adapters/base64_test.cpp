#include "emulators/adapters/files/base64.h"

#include <gtest/gtest.h>

namespace kazasu::adapters {
namespace {

// RFC 4648 section 10.
TEST(Base64, ReadsAndWritesTheVectorsOfItsDefinition) {
  for (auto const& [bytes, text] : std::initializer_list<std::pair<std::string, std::string>>{
           {"", ""},
           {"f", "Zg=="},
           {"fo", "Zm8="},
           {"foo", "Zm9v"},
           {"foob", "Zm9vYg=="},
           {"fooba", "Zm9vYmE="},
           {"foobar", "Zm9vYmFy"},
           {std::string("\xff\xfe\xfd\0", 4), "//79AA=="}}) {
    EXPECT_EQ(encode_base64(bytes), text);
    EXPECT_EQ(decode_base64(text), bytes);
  }
}

TEST(Base64, EveryByteSurvives) {
  auto bytes = std::string{};
  for (auto i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes);
  }
}

TEST(Base64, RefusesWhatIsNotStrict) {
  for (auto const* text :
       {"Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm9 ", "Zm9v\n", "Zm9-", "Zh==", "Zm9=", "=Zg="}) {
    EXPECT_FALSE(decode_base64(text)) << text;
  }
}

}  // namespace
}  // namespace kazasu::adapters
