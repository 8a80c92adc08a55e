/* Starts the version of the program that `current` names, from the folder where this stands (desktop/updates/installation.py).
 *
 * A new version that was started twice and never showed its home screen is given up: `current` names `previous` again, and
 * `went-back` tells the program, which tells the user and the district. The same as starter.sh does on Linux.
 *
 * Built twice: for windows ("Buku Aduan.exe"), and with -DCOMMANDS for the command line ("buku-aduan-cli.exe"), which waits and
 * ends with the program's exit code.
 */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define PATH_LENGTH 32768
#define VERSION_LENGTH 64
#define STARTS_ALLOWED 2

#ifdef COMMANDS
#define PROGRAM L"buku-aduan-cli.exe"
#else
#define PROGRAM L"buku-aduan.exe"
#endif

#ifndef STARTF_TITLEISLINKNAME
#define STARTF_TITLEISLINKNAME 0x800
#define STARTF_TITLEISAPPID 0x1000
#endif

#ifndef COMMANDS
static WCHAR TASKBAR_BUTTON[] = L"BukuAduan";
#endif

static const WCHAR NOTHING_TO_START[] =
    L"Program Buku Aduan tidak ditemukan di folder ini. Data kantor aman di tempatnya. "
    L"Pasang lagi dengan berkas pemasang Buku Aduan; buku terbuka seperti semula.";

static WCHAR root[PATH_LENGTH];

static void place(WCHAR *path, const WCHAR *name) { swprintf(path, PATH_LENGTH, L"%ls\\%ls", root, name); }

/* The version, or the count, in this file; "" when there is none. */
static void read_line(const WCHAR *name, WCHAR *line) {
    static WCHAR path[PATH_LENGTH];
    char bytes[VERSION_LENGTH];
    DWORD size = 0;
    int length = 0;
    place(path, name);
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
    if (file != INVALID_HANDLE_VALUE) {
        if (!ReadFile(file, bytes, sizeof bytes - 1, &size, NULL)) size = 0;
        CloseHandle(file);
    }
    for (DWORD at = 0; at < size && ((bytes[at] >= '0' && bytes[at] <= '9') || bytes[at] == '.'); at++) line[length++] = bytes[at];
    line[length] = 0;
}

/* Replaced whole: after a power cut the file holds its old or its new line. */
static BOOL write_line(const WCHAR *name, const WCHAR *line) {
    static WCHAR path[PATH_LENGTH], part[PATH_LENGTH];
    char bytes[VERSION_LENGTH + 2];
    DWORD written = 0;
    int length = snprintf(bytes, sizeof bytes, "%ls\n", line);
    place(path, name);
    swprintf(part, PATH_LENGTH, L"%ls.part", path);
    HANDLE file = CreateFileW(part, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return FALSE;
    BOOL whole = WriteFile(file, bytes, length, &written, NULL) && written == (DWORD)length && FlushFileBuffers(file);
    CloseHandle(file);
    return whole && MoveFileExW(part, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

static void remove_file(const WCHAR *name) {
    static WCHAR path[PATH_LENGTH];
    place(path, name);
    DeleteFileW(path);
}

static BOOL starts(const WCHAR *version) {
    static WCHAR path[PATH_LENGTH];
    if (!version[0]) return FALSE;
    swprintf(path, PATH_LENGTH, L"%ls\\%ls\\" PROGRAM, root, version);
    DWORD attributes = GetFileAttributesW(path);
    return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

static BOOL is_newer(const WCHAR *version, const WCHAR *than) {
    while (*version || *than) {
        WCHAR *version_end, *than_end;
        unsigned long number = wcstoul(version, &version_end, 10), other = wcstoul(than, &than_end, 10);
        if (number != other) return number > other;
        version = *version_end == L'.' ? version_end + 1 : version_end;
        than = *than_end == L'.' ? than_end + 1 : than_end;
        if ((*version && !iswdigit(*version)) || (*than && !iswdigit(*than))) return FALSE;
    }
    return FALSE;
}

/* Where neither `current` nor `previous` can be started (a disk that lost them): the newest version that is there. */
static void newest(WCHAR *version) {
    static WCHAR path[PATH_LENGTH];
    WIN32_FIND_DATAW entry;
    version[0] = 0;
    place(path, L"*");
    HANDLE folder = FindFirstFileW(path, &entry);
    if (folder == INVALID_HANDLE_VALUE) return;
    do {
        const WCHAR *name = entry.cFileName;
        if (wcslen(name) < VERSION_LENGTH && wcsspn(name, L"0123456789.") == wcslen(name) && iswdigit(name[0]) && starts(name) &&
            (!version[0] || is_newer(name, version)))
            wcscpy(version, name);
    } while (FindNextFileW(folder, &entry));
    FindClose(folder);
}

static void choose(WCHAR *current) {
    WCHAR previous[VERSION_LENGTH], count[VERSION_LENGTH], next[VERSION_LENGTH];
    read_line(L"current", current);
    read_line(L"previous", previous);
    if (wcscmp(previous, current) != 0 && starts(previous)) {
        read_line(L"starting", count);
        if (_wtoi(count) >= STARTS_ALLOWED || !starts(current)) {
            /* In this order: cut in between, the next start does it again. */
            if (write_line(L"went-back", current) && write_line(L"current", previous)) {
                remove_file(L"previous");
                remove_file(L"starting");
            }
            wcscpy(current, previous);
        } else {
#ifndef COMMANDS /* Commands end without a home screen. */
            swprintf(next, VERSION_LENGTH, L"%d", _wtoi(count) + 1);
            write_line(L"starting", next);
#else
            (void)next;
#endif
        }
    } else if (!starts(current)) {
        newest(current);
    }
}

/* What stands behind the program's own name on the command line, as it was typed. */
static const WCHAR *typed_arguments(void) {
    const WCHAR *line = GetCommandLineW();
    BOOL quoted = FALSE;
    for (; *line && (quoted || (*line != L' ' && *line != L'\t')); line++)
        if (*line == L'"') quoted = !quoted;
    while (*line == L' ' || *line == L'\t') line++;
    return line;
}

static int fail(const WCHAR *sentence) {
#ifdef COMMANDS
    static char bytes[4 * PATH_LENGTH];
    DWORD written;
    int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, bytes, sizeof bytes - 2, NULL, NULL);
    bytes[length - 1] = '\n';
    WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, length, &written, NULL);
#else
    MessageBoxW(NULL, sentence, L"Buku Aduan", MB_OK | MB_ICONERROR | MB_SETFOREGROUND);
#endif
    return 1;
}

#ifdef COMMANDS
/* Ctrl+C is the program's to answer. */
static BOOL WINAPI ignore(DWORD signal) {
    (void)signal;
    return TRUE;
}
#endif

static int run(const WCHAR *version) {
    static WCHAR program[PATH_LENGTH], line[2 * PATH_LENGTH];
    STARTUPINFOW startup;
    PROCESS_INFORMATION process;
    GetStartupInfoW(&startup);
    swprintf(program, PATH_LENGTH, L"%ls\\%ls\\" PROGRAM, root, version);
    swprintf(line, 2 * PATH_LENGTH, L"\"%ls\" %ls", program, typed_arguments());
#ifdef COMMANDS
    DWORD code = 1;
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    SetConsoleCtrlHandler(ignore, TRUE);
    if (!CreateProcessW(program, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process)) return fail(NOTHING_TO_START);
    AssignProcessToJobObject(job, process.hProcess);
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    return (int)code;
#else
    /* One button on the taskbar for every version, the same as the shortcuts' (windows.nsi): what is pinned there starts this
     * starter again, and not a version that an update will remove. */
    startup.dwFlags = (startup.dwFlags & ~STARTF_USESTDHANDLES & ~STARTF_TITLEISLINKNAME) | STARTF_TITLEISAPPID;
    startup.lpTitle = TASKBAR_BUTTON;
    if (!CreateProcessW(program, line, NULL, NULL, FALSE, 0, NULL, NULL, &startup, &process)) return fail(NOTHING_TO_START);
    AllowSetForegroundWindow(process.dwProcessId);
    return 0;
#endif
}

static int start(void) {
    WCHAR version[VERSION_LENGTH];
    DWORD length = GetModuleFileNameW(NULL, root, PATH_LENGTH);
    WCHAR *end = wcsrchr(root, L'\\');
    if (!length || length >= PATH_LENGTH || !end) return fail(NOTHING_TO_START);
    *end = 0;
    choose(version);
    return version[0] ? run(version) : fail(NOTHING_TO_START);
}

#ifdef COMMANDS
int wmain(void) { return start(); }
#else
int WINAPI wWinMain(HINSTANCE program, HINSTANCE unused, PWSTR arguments, int show) {
    (void)program, (void)unused, (void)arguments, (void)show;
    return start();
}
#endif
