/* Reads a calendar with libical, strictly. Prints "UID start end" a line, times
   as Unix seconds and dates as YYYYMMDD; with "repeats" it prints the starts of
   all occurrences in 2026 instead. Exits 1 when libical finds a fault. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int faults(icalcomponent *c)
{
    int n = 0;
    for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY)) {
        fprintf(stderr, "fault: %s\n", icalproperty_get_xlicerror(p));
        n++;
    }
    for (icalcomponent *child = icalcomponent_get_first_component(c, ICAL_ANY_COMPONENT); child;
         child = icalcomponent_get_next_component(c, ICAL_ANY_COMPONENT))
        n += faults(child);
    return n;
}

static void print_time(struct icaltimetype t)
{
    if (t.is_date)
        printf(" %04d%02d%02d", t.year, t.month, t.day);
    else
        printf(" %lld", (long long)icaltime_as_timet_with_zone(t, t.zone));
}

static void print_start(icalcomponent *c, const struct icaltime_span *span, void *data)
{
    (void)data;
    printf("%s %lld\n", icalcomponent_get_uid(c), (long long)span->start);
}

int main(int argc, char **argv)
{
    icalerror_set_errors_are_fatal(0);
    FILE *f = fopen(argv[1], "rb");
    if (!f)
        return 2;
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *text = malloc(size + 1);
    if (fread(text, 1, size, f) != (size_t)size)
        return 2;
    text[size] = 0;
    icalcomponent *cal = icalparser_parse_string(text);
    if (!cal) {
        fprintf(stderr, "no calendar: %s\n", icalerror_strerror(icalerrno));
        return 1;
    }
    int repeats = argc > 2 && strcmp(argv[2], "repeats") == 0;
    for (icalcomponent *e = icalcomponent_get_first_component(cal, ICAL_VEVENT_COMPONENT); e;
         e = icalcomponent_get_next_component(cal, ICAL_VEVENT_COMPONENT)) {
        if (repeats) {
            /* The cast serves libical 3.0, which does not say const, and later ones. */
            icalcomponent_foreach_recurrence(e, icaltime_from_string("20260101T000000Z"), icaltime_from_string("20270101T000000Z"),
                                             (void *)print_start, 0);
            continue;
        }
        printf("%s", icalcomponent_get_uid(e));
        print_time(icalcomponent_get_dtstart(e));
        print_time(icalcomponent_get_dtend(e));
        printf("\n");
    }
    if (repeats)
        return 0;
    int kept = icalrestriction_check(cal); /* adds its complaints to the calendar */
    return faults(cal) > 0 || !kept;
}
