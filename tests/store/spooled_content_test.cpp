#include "emulators/adapters/claims_store/spooled_content.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "emulators/adapters/claims_store/openssl_password_seal.h"
#include "emulators/adapters/store/store_error.h"
#include "tests/identity/temporary_folder.h"
#include "tests/store/claims_samples.h"

namespace kazasu::adapters {
namespace {

using store::hash_of;
using store::long_text;
using store::text_of;

struct Spool : testing::Test {
  SpoolSettings settings(std::uint64_t most = 10'000'000) const {
    return {.folder = incoming, .most = most, .most_in_memory = 1000};
  }
  identity::TemporaryFolder folder;
  std::filesystem::path incoming = folder.path() / "claims-incoming";
};

TEST_F(Spool, SmallFilesStayInMemory) {
  auto content = SpooledContent{settings()};
  EXPECT_EQ(content.sha256(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(text_of(content), "");
  EXPECT_TRUE(content.append("ab"));
  EXPECT_TRUE(content.append("c"));
  EXPECT_EQ(content.sha256(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(content.size(), 3U);
  EXPECT_EQ(text_of(content), "abc");
  EXPECT_TRUE(content.in_memory());
  EXPECT_FALSE(std::filesystem::exists(incoming));
}

TEST_F(Spool, LargeFilesGoToAFileWithoutAName) {
  auto const text = long_text(2'000'000);
  auto content = SpooledContent{settings()};
  for (auto rest = std::string_view{text}; !rest.empty();
       rest.remove_prefix(std::min<std::size_t>(rest.size(), 700)))
    ASSERT_TRUE(content.append(rest.substr(0, 700)));
  EXPECT_FALSE(content.in_memory());
  EXPECT_TRUE(std::filesystem::is_empty(incoming));
  EXPECT_EQ(content.size(), text.size());
  EXPECT_EQ(content.sha256(), hash_of(text));
  EXPECT_EQ(text_of(content), text);
  // By two at once, as the writer and who asks for a list may.
  auto elsewhere = std::string{};
  auto other = std::thread{[&] { elsewhere = text_of(content); }};
  EXPECT_EQ(text_of(content), text);
  other.join();
  EXPECT_EQ(elsewhere, text);
}

TEST_F(Spool, TakesNoMoreThanItMay) {
  auto content = SpooledContent{settings(2000)};
  EXPECT_TRUE(content.append(std::string(1999, 'a')));
  EXPECT_FALSE(content.append("bc"));
  EXPECT_TRUE(content.append("b"));
  EXPECT_FALSE(content.append("c"));
  EXPECT_TRUE(content.append(""));
  EXPECT_EQ(text_of(content), std::string(1999, 'a') + "b");
}

TEST_F(Spool, SaysWhereItCannotWrite) {
  std::ofstream{incoming} << "a file, and no folder";
  auto content = SpooledContent{settings()};
  EXPECT_TRUE(content.append("small"));
  try {
    content.append(std::string(2000, 'a'));
    FAIL();
  } catch (StoreError const& error) {
    EXPECT_NE(std::string{error.what()}.find(incoming.string()), std::string::npos) << error.what();
  }
  EXPECT_EQ(text_of(content), "small");
}

TEST(OpensslPasswordSeal, FitsItsPasswordAlone) {
  auto const seal = OpensslPasswordSeal{};
  auto const sealed = seal.seal("abcDEF23");
  EXPECT_TRUE(seal.fits("abcDEF23", sealed));
  EXPECT_FALSE(seal.fits("abcDEF24", sealed));
  EXPECT_FALSE(seal.fits("", sealed));
  EXPECT_NE(seal.seal("abcDEF23"), sealed) << "each has a salt of its own";
  EXPECT_EQ(sealed.find("abcDEF23"), std::string::npos);
  for (auto const* const wrong :
       {"", "$", "pbkdf2-sha256", "pbkdf2-sha256$0$00$00", "pbkdf2-sha256$x$00$00"}) {
    EXPECT_FALSE(seal.fits("abcDEF23", wrong)) << wrong;
  }
  EXPECT_FALSE(seal.fits("abcDEF23", sealed + "0"));
  EXPECT_FALSE(seal.fits("abcDEF23", sealed + "$"));
  EXPECT_FALSE(seal.fits("abcDEF23", sealed.substr(0, sealed.size() - 1)));
}

TEST(OpensslPasswordSeal, IsTheFunctionThatItNames) {
  // `openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt pass:password -kdfopt salt:salt -kdfopt iter:1
  // PBKDF2`
  EXPECT_TRUE(OpensslPasswordSeal{}.fits(
      "password", "pbkdf2-sha256$1$salt$120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"));
  EXPECT_TRUE(OpensslPasswordSeal{}.fits(
      "password",
      "pbkdf2-sha256$4096$salt$c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"));
}

}  // namespace
}  // namespace kazasu::adapters
