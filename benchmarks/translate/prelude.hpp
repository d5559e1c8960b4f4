// What the translated functions stand on: arrays that are passed as pointer and lengths, Python's division.
#include <array>
#include <cstdint>

template <typename T> struct Array1 {
    T* data;
    std::int64_t n;
    T& operator()(std::int64_t i) const { return data[i]; }
    std::int64_t length(std::int64_t) const { return n; }
};

template <typename T> struct Array2 {
    T* data;
    std::int64_t n, m;
    T& operator()(std::int64_t i, std::int64_t j) const { return data[i * m + j]; }
    Array1<T> row(std::int64_t i) const { return {data + i * m, m}; }
    std::int64_t length(std::int64_t axis) const { return axis == 0 ? n : m; }
};

template <typename T> static inline void prefetched(Array1<T> column, std::int64_t i) { __builtin_prefetch(column.data + i); }
template <typename T> static inline void prefetched(Array2<T> table, std::int64_t i) { __builtin_prefetch(table.data + i * table.m); }

template <typename T, typename V> static inline void set(T& place, V value) { place = static_cast<T>(value); }

static inline std::int64_t floor_divided(std::int64_t a, std::int64_t b) {
    const std::int64_t whole = a / b;
    return whole - (a % b != 0 && (a < 0) != (b < 0));
}

static inline std::int64_t floor_rest(std::int64_t a, std::int64_t b) {
    const std::int64_t rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

// As Python's min and max: the first of equals.
template <typename T> static inline T least(T a, T b) { return b < a ? b : a; }
template <typename T> static inline T most(T a, T b) { return b > a ? b : a; }

template <typename T, typename V> static void fill(const Array1<T>& to, V value) {
    for (std::int64_t i = 0; i < to.n; ++i) to.data[i] = static_cast<T>(value);
}

template <typename T, typename V> static void fill(const Array2<T>& to, V value) {
    for (std::int64_t i = 0; i < to.n * to.m; ++i) to.data[i] = static_cast<T>(value);
}
