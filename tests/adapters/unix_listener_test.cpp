#include "emulators/adapters/card_host/unix_listener.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "tests/identity/temporary_folder.h"

namespace kazasu::adapters {
namespace {

Descriptor connected_to(std::filesystem::path const& path) {
  auto address = sockaddr_un{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  auto made = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (::connect(made.number(), reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0) return {};
  return made;
}

std::string refusal(std::filesystem::path const& path) {
  try {
    auto const listener = UnixListener{path};
  } catch (std::runtime_error const& error) {
    return error.what();
  }
  return "none";
}

class UnixListenerTest : public ::testing::Test {
 protected:
  identity::TemporaryFolder folder;
  std::filesystem::path path = folder.path() / "reader.sock";
};

TEST_F(UnixListenerTest, LetsItsOwnerIn) {
  auto listener = UnixListener{path};
  EXPECT_FALSE(listener.accept());
  auto const client = connected_to(path);
  ASSERT_TRUE(client);
  auto waiting = pollfd{listener.number(), POLLIN, 0};
  ASSERT_EQ(::poll(&waiting, 1, 10'000), 1);
  EXPECT_TRUE(listener.accept());
  struct stat file {};
  ASSERT_EQ(::lstat(path.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777U, 0600U);
}

TEST_F(UnixListenerTest, RemovesItsSocket) {
  { auto const listener = UnixListener{path}; }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(UnixListenerTest, ReplacesASocketThatNobodyListensOn) {
  auto address = sockaddr_un{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  {
    auto const dead = Descriptor{::socket(AF_UNIX, SOCK_STREAM, 0)};
    ASSERT_EQ(::bind(dead.number(), reinterpret_cast<sockaddr const*>(&address), sizeof(address)), 0);
  }
  ASSERT_TRUE(std::filesystem::exists(path));
  auto const listener = UnixListener{path};
  EXPECT_TRUE(connected_to(path));
}

TEST_F(UnixListenerTest, RefusesAPathWhereSomebodyListens) {
  auto const first = UnixListener{path};
  EXPECT_NE(refusal(path).find("another process listens there"), std::string::npos) << refusal(path);
  EXPECT_TRUE(connected_to(path));
}

TEST_F(UnixListenerTest, LeavesTheSocketOfItsSuccessorAlone) {
  auto first = std::make_unique<UnixListener>(path);
  std::filesystem::remove(path);
  auto const second = UnixListener{path};
  first.reset();
  EXPECT_TRUE(connected_to(path));
}

TEST_F(UnixListenerTest, RefusesWhatCannotBeASocket) {
  std::ofstream{path} << "a file";
  EXPECT_NE(refusal(path).find("no socket"), std::string::npos) << refusal(path);
  EXPECT_TRUE(std::filesystem::exists(path));
  auto const missing = folder.path() / "missing" / "reader.sock";
  EXPECT_NE(refusal(missing).find("make it first"), std::string::npos) << refusal(missing);
  auto const longest = folder.path() / std::string(107 - folder.path().native().size() - 1, 'x');
  EXPECT_EQ(refusal(longest), "none");
  EXPECT_NE(refusal(longest.string() + "x").find("108 bytes"), std::string::npos);
  EXPECT_NE(refusal({}).find("0 bytes"), std::string::npos);
}

}  // namespace
}  // namespace kazasu::adapters
