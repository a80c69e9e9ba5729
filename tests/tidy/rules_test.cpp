// The rules must see what they are for: one bad and one good piece of text each.
#include "tests/tidy/rules.h"

#include <gtest/gtest.h>

#include <string>

namespace kazasu::tidy {
namespace {

std::size_t found(Violations (*rule)(SourceFile const&), std::string path, std::string text) {
  return rule(make_file(std::move(path), std::move(text))).size();
}

TEST(TidyRules, CommentsAndLiteralsAreNotCode) {
  auto const file =
      make_file("a.cpp", "f(\"std::rand\"); // steady_clock\n/* mt19937 */ x = 1'000; c = '\"';\n");
  EXPECT_EQ(file.code.size(), file.text.size());
  EXPECT_EQ(file.code.find("std::rand"), std::string::npos);
  EXPECT_EQ(file.code.find("steady_clock"), std::string::npos);
  EXPECT_EQ(file.code.find("mt19937"), std::string::npos);
  EXPECT_NE(file.code.find("x = 1'000;"), std::string::npos);
  EXPECT_EQ(make_file("a.cpp", "R\"x(std::rand \" )x\" after").code.find("std::rand"), std::string::npos);
}

TEST(TidyRules, IncludeDirection) {
  EXPECT_EQ(found(check_includes, "sim/a.cpp", "#include \"scenarios/scenario.h\"\n"), 1U);
  EXPECT_EQ(found(check_includes, "sim/a.h", "#include \"sim/realtime.h\"\n"), 1U);
  EXPECT_EQ(found(check_includes, "scenarios/a.cpp", "#include \"emulators/adapters/tls.h\"\n"), 1U);
  EXPECT_EQ(found(check_includes, "reports/a.cpp", "#include \"scenarios/scenario.h\"\n"), 1U);
  EXPECT_EQ(found(check_includes, "harness/a.cpp", "#include \"tests/tidy/rules.h\"\n"), 1U);
  EXPECT_EQ(found(check_includes, "harness/a.cpp", "#include \"emulators/adapters/tls.h\"\n"), 0U);
  EXPECT_EQ(found(check_includes, "emulators/terminal/a.h", "#include \"emulators/card/card.h\"\n"), 0U);
}

TEST(TidyRules, ThirdPartyHeaders) {
  EXPECT_EQ(found(check_includes, "emulators/adapters/a.h", "#include <boost/beast.hpp>\n"), 1U);
  EXPECT_EQ(found(check_includes, "emulators/adapters/a.cpp", "#include <boost/beast.hpp>\n"), 0U);
  EXPECT_EQ(found(check_includes, "emulators/eligibility/a.cpp", "#include <openssl/evp.h>\n"), 1U);
  EXPECT_EQ(found(check_includes, "emulators/card/a.cpp", "#include <openssl/evp.h>\n"), 0U);
  EXPECT_EQ(found(check_includes, "sim/a.cpp", "#include <random>\n"), 1U);
  EXPECT_EQ(found(check_includes, "sim/a.cpp", "#include <vector>\n"), 0U);
  EXPECT_EQ(found(check_includes, "sim/a.cpp", "#include <unistd.h>\n"), 1U);
}

TEST(TidyRules, BannedWords) {
  EXPECT_EQ(found(check_words, "sim/a.cpp", "auto x = std::rand();\n"), 1U);
  EXPECT_EQ(found(check_words, "sim/a.cpp", "std::uniform_int_distribution<int> d;\n"), 1U);
  EXPECT_EQ(found(check_words, "scenarios/a.cpp", "auto t = std::chrono::steady_clock::now();\n"), 1U);
  EXPECT_EQ(found(check_words, "harness/a.cpp", "auto t = std::chrono::steady_clock::now();\n"), 0U);
  EXPECT_EQ(found(check_words, "emulators/card/a.cpp", "auto y = std::log(x);\n"), 1U);
  EXPECT_EQ(found(check_words, "reports/a.cpp", "auto y = std::log(x);\n"), 0U);
  EXPECT_EQ(found(check_words, "sim/a.h", "using namespace std::chrono_literals;\n"), 1U);
  EXPECT_EQ(found(check_words, "sim/a.cpp", "using namespace std::chrono_literals;\n"), 0U);
}

TEST(TidyRules, LeftOverMarksAndMachinePaths) {
  EXPECT_EQ(found(check_words, "docs/a.md",
                  "TO"
                  "DO: write\n"),
            1U);
  EXPECT_EQ(found(check_words, "docs/a.md", "a folder like name.XXXXXX\n"), 0U);
  EXPECT_EQ(found(check_words, "docs/a.md",
                  "see `/wo"
                  "rk/main`\n"),
            1U);
  EXPECT_EQ(found(check_words, "docs/a.md",
                  "the claims/wo"
                  "rk/ folder\n"),
            0U);
}

TEST(TidyRules, Lengths) {
  auto const lines = [](int count) {
    auto text = std::string{};
    for (auto i = 0; i < count; ++i) text += "  x();\n";
    return text;
  };
  EXPECT_EQ(found(check_length, "a.cpp", lines(401)), 1U);
  EXPECT_EQ(found(check_length, "a.cpp", lines(400)), 0U);
  EXPECT_EQ(found(check_length, "data.json", lines(1000)), 0U);
  EXPECT_EQ(found(check_functions, "a.cpp", "namespace n {\nint f(int a = 1) {\n" + lines(59) + "}\n}\n"),
            1U);
  EXPECT_EQ(found(check_functions, "a.cpp", "namespace n {\nint f() {\n" + lines(58) + "}\n}\n"), 0U);
  EXPECT_EQ(found(check_functions, "a.cpp", "struct S {\n" + lines(100) + "};\n"), 0U);
  EXPECT_EQ(found(check_functions, "a.cpp", "A::A(int a) : a_{a}, b_(a) {\n" + lines(59) + "}\n"), 1U);
}

TEST(TidyRules, Coroutines) {
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto x = co_await f() + co_await g();\n"), 1U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto x = co_await f();\nauto y = co_await g();\n"), 0U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "if (co_await f() != x) g();\n"), 1U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "while (g(1, co_await f())) {}\n"), 1U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "if (ready) co_await f();\n"), 0U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto x = co_await f(a, {.b = c});\n"), 1U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto x = co_await f(a, std::move(b));\nS s{{1}};\n"), 0U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto l = [&](int a) -> sim::Task<void> { co_return; };\n"), 1U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto l = [](int a) -> sim::Task<void> { co_return; };\n"), 0U);
  EXPECT_EQ(found(check_coroutines, "a.cpp", "auto l = [&](int a) -> int { return 1; };\n"), 0U);
}

TEST(TidyRules, Beginnings) {
  EXPECT_EQ(found(check_beginning, "a.h", "int x;\n"), 1U);
  EXPECT_EQ(found(check_beginning, "a.h", "// What it is.\n#pragma once\n"), 0U);
  EXPECT_EQ(found(check_beginning, "a.md", "text\n"), 1U);
  EXPECT_EQ(found(check_beginning, "a.md", "# Title\n"), 0U);
}

}  // namespace
}  // namespace kazasu::tidy
