# Everything comes from Debian by name. Boost 1.81 may instead be unpacked under the build folder (see
# tools/install-packages), because its -dev package would push Debian's default 1.74 out.
find_package(Threads REQUIRED)
find_package(OpenSSL 3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(pugixml REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
include(GoogleTest)

find_path(KAZASU_BOOST_INCLUDE boost/beast.hpp
          HINTS ${CMAKE_SOURCE_DIR}/build/boost/usr/include REQUIRED)
file(STRINGS ${KAZASU_BOOST_INCLUDE}/boost/version.hpp KAZASU_BOOST_VERSION REGEX "define BOOST_VERSION ")
if(NOT KAZASU_BOOST_VERSION MATCHES "1081")
  message(FATAL_ERROR "Boost 1.81 is needed, found ${KAZASU_BOOST_VERSION}; run ./demo or ./check, which install it")
endif()
add_library(kazasu_boost INTERFACE)
target_include_directories(kazasu_boost SYSTEM INTERFACE ${KAZASU_BOOST_INCLUDE})
target_link_libraries(kazasu_boost INTERFACE Threads::Threads)

# The interfaces of pcscd, to a reader's driver and to a client.
find_path(KAZASU_PCSC_INCLUDE ifdhandler.h PATH_SUFFIXES PCSC REQUIRED)
find_library(KAZASU_PCSCLITE pcsclite REQUIRED)
add_library(kazasu_pcsc_headers INTERFACE)
target_include_directories(kazasu_pcsc_headers SYSTEM INTERFACE ${KAZASU_PCSC_INCLUDE})

# What the pictures on cards are drawn with. OpenJPEG's own package file asks for tools that nobody here uses.
find_package(PNG REQUIRED)
find_package(Freetype REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(KAZASU_OPENJPEG REQUIRED IMPORTED_TARGET libopenjp2)

# The two-dimensional code of an institution's URL.
pkg_check_modules(KAZASU_QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
# Results of the exchange folder in ZIP files, and medical data as PDF.
pkg_check_modules(KAZASU_LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(KAZASU_CAIRO REQUIRED IMPORTED_TARGET cairo cairo-pdf cairo-ft)
