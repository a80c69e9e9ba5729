// Pages of a PDF with Japanese text: lines, rules and cells on A4 across, header and page number on each.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kazasu::adapters {

// A font file, embedded as far as its characters are used. Sheets share it.
class PdfFont {
 public:
  // Throws std::runtime_error naming the file and its package when it cannot be used.
  explicit PdfFont(std::string const& file);
  ~PdfFont();
  PdfFont(PdfFont const&) = delete;
  PdfFont& operator=(PdfFont const&) = delete;

  struct Face;
  Face const& face() const { return *face_; }

 private:
  std::unique_ptr<Face> face_;
};

// Lengths are points, from the upper left corner of the page.
inline constexpr double kPageWidth = 841.89;
inline constexpr double kPageHeight = 595.28;
inline constexpr double kPageMargin = 28.0;
inline constexpr double kPageBottom = kPageHeight - kPageMargin - 14.0;  // above the page number

class PdfSheet {
 public:
  struct Options {
    PdfFont const& font;
    std::string title;
    std::string created;                           // ISO 8601, so that equal content gives equal bytes
    std::size_t pages = 0;                         // in all; zero: not known yet, and nothing is drawn
    std::function<void(PdfSheet&)> page_header{};  // at the top of each page
  };
  explicit PdfSheet(Options options);
  ~PdfSheet();
  PdfSheet(PdfSheet const&) = delete;
  PdfSheet& operator=(PdfSheet const&) = delete;

  double y() const { return y_; }
  void move_down(double points) { y_ += points; }
  // A new page when so much does not fit any more; true then.
  bool make_room(double points);

  struct Cell {
    double left = 0;
    double width = 0;
    double size = 7.5;
    bool to_right = false;
  };
  // One line at `below` points under y(); made smaller where it would not fit, so that nothing is cut off.
  void text(std::string_view utf8, Cell const& cell, double below = 0);
  double width_of(std::string_view utf8, double size) const;
  // A thin rule across, at y().
  void rule(double left, double right);
  void shade(double left, double right, double height);

  std::size_t pages() const { return page_; }
  // The document. Once.
  std::string finish();

 private:
  void begin_page();
  void end_page();
  bool draws() const { return options_.pages > 0; }

  struct Surface;
  Options options_;
  std::unique_ptr<Surface> surface_;
  std::size_t page_ = 0;
  double y_ = 0;
};

}  // namespace kazasu::adapters
