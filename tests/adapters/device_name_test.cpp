#include "emulators/adapters/ifd/device_name.h"

#include <gtest/gtest.h>

#include <string>

namespace kazasu::adapters {
namespace {

TEST(DeviceName, HasSlotsAndASocket) {
  auto const name = parse_device_name("/dev/null:16:/run/user/1000/kazasu/reader.sock");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->slots, 16U);
  EXPECT_EQ(name->socket, "/run/user/1000/kazasu/reader.sock");
  EXPECT_EQ(text_of(*name), "/dev/null:16:/run/user/1000/kazasu/reader.sock");
}

TEST(DeviceName, TheSocketMayHaveAColon) {
  auto const name = parse_device_name(":1:/a:b");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->socket, "/a:b");
}

TEST(DeviceName, IsRefusedWhenItIsNoneOfOurs) {
  for (auto const* text :
       {"", ":", "::", "/dev/null", "/dev/null:1", "/dev/null:1:", "/dev/null:1:reader.sock",
        "/dev/null:0:/s", "/dev/null:17:/s", "/dev/null:-1:/s", "/dev/null:1x:/s", "/dev/null: 1:/s",
        "/dev/null::/s", "/dev/null:99999999999999999999:/s"}) {
    EXPECT_FALSE(parse_device_name(text)) << text;
  }
  EXPECT_TRUE(parse_device_name("/dev/null:1:/" + std::string(106, 'x')));
  EXPECT_FALSE(parse_device_name("/dev/null:1:/" + std::string(107, 'x')));
}

}  // namespace
}  // namespace kazasu::adapters
